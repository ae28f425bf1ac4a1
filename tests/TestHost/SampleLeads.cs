using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeadPlatform.TestHost;

/// <summary>
/// Leads to post: one made here, of any content, and the sample set that lies beside the repository (<c>../shared/data/leads</c>) where it is there.
/// </summary>
public static class SampleLeads
{
    // With the hundred numbers that are kept for fiction in each, enough for a run without one phone twice.
    private static readonly int[] AreaCodes =
    [
        212, 201, 202, 203, 205, 206, 207, 208, 209, 210, 213, 214, 215, 216, 217, 218, 219, 224, 225, 228, 229, 231, 234, 239, 240, 248, 251, 252, 253, 254,
        256, 260, 262, 267, 269, 270, 276, 281, 301, 302, 303, 304, 305, 307, 308, 309, 310, 312, 313, 314, 315, 316, 317, 318, 319, 320, 321, 323, 325, 330,
    ];

    private static int _number;

    /// <summary>A lead that keeps every rule; each call another person.</summary>
    public static JsonObject One(string line = "auto", string state = "NY", string postalCode = "10001", DateTimeOffset? consentAt = null)
    {
        var number = Interlocked.Increment(ref _number);
        return new JsonObject
        {
            ["line"] = line,
            ["contact"] = new JsonObject
            {
                ["firstName"] = "Ada",
                ["lastName"] = $"Byron{Letters(number)}",
                ["email"] = $"ada.byron{number}.{Guid.NewGuid():N}@example.com",
                ["phone"] = $"({AreaCodes[number / 100 % AreaCodes.Length]}) 555-{100 + (number % 100):0000}",
                ["dateOfBirth"] = "1990-02-03",
                ["address"] = new JsonObject { ["street"] = $"{number} Main Street", ["city"] = "New York", ["state"] = state, ["postalCode"] = postalCode },
            },
            ["consent"] = new JsonObject
            {
                ["text"] = "By clicking \"Get my quote\" I agree that Example Insurance may call, text and email me about insurance.",
                ["sellers"] = new JsonArray("Example Insurance"),
                ["channels"] = new JsonArray("phone", "sms", "email"),
                ["capturedAt"] = (consentAt ?? DateTimeOffset.UtcNow.AddMinutes(-1)).ToString("O"),
                ["pageUrl"] = "https://quotes.example.com/auto",
                ["ip"] = "203.0.113.9",
                ["userAgent"] = "Mozilla/5.0",
            },
            ["subId"] = "spring-1",
            ["details"] = new JsonObject { ["vehicleYear"] = 2021, ["vehicleMake"] = "Toyota", ["vehicleModel"] = "Camry", ["currentlyInsured"] = true },
        };
    }

    /// <summary>The lines of the sample set; null where it is not there.</summary>
    public static string[]? Lines(string file = "sample-1000.jsonl") =>
        Find(file) is { } path ? File.ReadAllLines(path) : null;

    /// <summary>Posts that must be refused: what they are, the problem's code, the raw body. Null where the set is not there.</summary>
    public static IReadOnlyList<(string Case, string Code, string Body)>? Bad() =>
        Lines("bad.jsonl")?.Select(line =>
        {
            using var one = JsonDocument.Parse(line);
            return (one.RootElement.GetProperty("case").GetString()!, one.RootElement.GetProperty("expect").GetString()!, one.RootElement.GetProperty("body").GetString()!);
        }).ToArray();

    /// <summary>Where a file of the data beside the repository lies; null where it is not there.</summary>
    public static string? Find(string file, string set = "leads")
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "data", set, file);
            if (File.Exists(path))
                return path;
        }

        return null;
    }

    private static string Letters(int number) => string.Concat(number.ToString().Select(digit => (char)('a' + digit - '0')));
}
