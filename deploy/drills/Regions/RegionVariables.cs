using System.Text.Json;

namespace LeadPlatform.Drills.Regions;

/// <summary>What the steps call things: from <c>deploy/infra/environments.json</c>, as deploy/infra names them.</summary>
internal static class RegionVariables
{
    private const string File = "deploy/infra/environments.json";

    /// <summary>Those of production.</summary>
    /// <exception cref="InvalidOperationException">The file is not above this program or has another shape.</exception>
    public static IReadOnlyDictionary<string, string> Read()
    {
        using var document = JsonDocument.Parse(System.IO.File.ReadAllText(Path.Combine(Root(), File)), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        var production = document.RootElement.GetProperty("environments").EnumerateArray().Single(one => Text(one, "name") == "production");
        var regions = production.GetProperty("regions").EnumerateArray().ToDictionary(region => Text(region, "role"), region => Text(region, "region"));
        return new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["ACCOUNT"] = Text(production, "account"),
            ["DOMAIN"] = Text(production, "domain"),
            ["ORIGIN"] = Text(production, "originZone"),
            ["PREFIX"] = "lead-platform",
            ["PRIMARY_REGION"] = regions["primary"],
            ["STANDBY_REGION"] = regions["standby"],
        };
    }

    /// <summary>The repository's root.</summary>
    public static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "LeadPlatform.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The repository's root is not above this program.");
    }

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString()!;
}
