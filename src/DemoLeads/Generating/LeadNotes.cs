using Bogus;

namespace LeadPlatform.DemoLeads.Generating;

/// <summary>What consumers write: half of them nothing.</summary>
internal static class LeadNotes
{
    private static readonly string[] Lines =
    [
        "Please call after 5 pm.", "Please call me, mornings are best.", "My current carrier raised my rate after one claim.", "Looking for a better rate, I pay too much.",
        "Moving to a new house next month.", "Just comparing prices, no rush.", "I was referred by a friend.", "We have two teenage drivers.", "Prefer text messages first.",
        "Necesito un seguro lo antes posible.", "Please send the quote by e-mail first.", "My spouse should be on the policy too.",
    ];

    public static string? Pick(Faker faker, string line) => faker.Random.Int(0, 99) switch
    {
        < 48 => null,
        < 60 => $"Need a quote today, my {line} policy expires on Friday.",
        < 63 => "Do not contact me again.",
        < 64 => "This is a test, please ignore.",
        _ => faker.PickRandom(Lines),
    };
}
