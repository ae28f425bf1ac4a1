using Bogus;
using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.DemoLeads.Generating;

/// <summary>
/// Invents leads of people who do not exist: numbers 555-0100 to 555-0199, mailboxes at example.com, addresses of the benchmark network 198.18.0.0/15.
/// States and lines take turns, so that any few hundred leads hold all of both. Not for use by several threads at once.
/// </summary>
internal sealed class LeadInventor
{
    private const string Consent =
        "By clicking \"Get my quote\" I agree that Example Insurance and up to four of its listed partners may call, text and email me about insurance, also by automated means. Consent is not a condition of purchase.";

    private static readonly string[] SubIds = ["search-brand", "search-quotes", "social-video", "newsletter", "partner-17", "comparison-page"];
    private static readonly string[][] Channels = [["phone", "sms", "email"], ["phone", "email"], ["phone", "sms"], ["phone"], ["email"], ["sms", "email"]];
    private static readonly float[] ChannelShares = [0.5f, 0.2f, 0.1f, 0.1f, 0.05f, 0.05f];

    /// <summary>How often a line comes, of 20.</summary>
    private static readonly (string Line, int Share)[] Shares =
        [(Line.Auto, 6), (Line.Home, 4), (Line.Health, 3), (Line.Life, 2), (Line.Medicare, 2), (Line.Renters, 2), (Line.Commercial, 1)];

    private readonly Faker _faker;
    private readonly Places _places;
    private readonly TimeProvider _time;
    private readonly string[] _lines;
    private readonly string[] _states;
    private int _count;

    public LeadInventor(Places places, int seed, TimeProvider time)
    {
        _places = places;
        _time = time;
        _faker = new Faker("en") { Random = new Randomizer(seed) };
        _lines = _faker.Random.Shuffle(Shares.SelectMany(share => Enumerable.Repeat(share.Line, share.Share))).ToArray();
        _states = _faker.Random.Shuffle(places.States).ToArray();
    }

    public InventedLead Next()
    {
        var number = _count++;
        var line = _lines[number % _lines.Length];
        var state = _states[number % _states.Length];
        var (first, last) = (_faker.Name.FirstName(), _faker.Name.LastName());
        var contact = new InventedContact(
            first,
            last,
            $"{Letters(first)}.{Letters(last)}{number}@example.com".ToLowerInvariant(),
            $"({_faker.Random.CollectionItem(_places.AreaCodesOf(state).ToList())}) 555-{_faker.Random.Int(100, 199):0000}",
            Birth(line),
            new InventedAddress(_faker.Address.StreetAddress(), _faker.Address.City(), state, $"{_faker.Random.CollectionItem(_places.ZipCodes(state).ToList()):00000}"));
        var consent = new InventedConsent(
            Consent,
            ["Example Insurance"],
            _faker.Random.WeightedRandom(Channels, ChannelShares),
            _time.GetUtcNow() - TimeSpan.FromSeconds(_faker.Random.Int(5, 600)),
            $"https://quotes.example.com/{line}",
            $"198.{_faker.Random.Int(18, 19)}.{_faker.Random.Int(0, 255)}.{_faker.Random.Int(1, 254)}",
            _faker.Internet.UserAgent());
        return new InventedLead(line, contact, consent, _faker.PickRandom(SubIds), LeadNotes.Pick(_faker, line), LeadDetails.Pick(_faker, line, _time.GetUtcNow().Year));
    }

    private DateOnly Birth(string line)
    {
        var (youngest, oldest) = line switch
        {
            Line.Medicare => (64, 84),
            Line.Life => (22, 68),
            Line.Health => (19, 63),
            _ => (19, 82),
        };
        return DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime).AddYears(-_faker.Random.Int(youngest, oldest)).AddDays(-_faker.Random.Int(1, 364));
    }

    private static string Letters(string name) => string.Concat(name.Where(char.IsAsciiLetter));
}
