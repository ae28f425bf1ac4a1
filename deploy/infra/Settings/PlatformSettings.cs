using System.Text.Json;
using System.Text.Json.Serialization;

namespace LeadPlatform.Infra.Settings;

/// <summary>What <c>environments.json</c> says: everything that differs between environments and regions, and nothing else.</summary>
/// <param name="CloudflareRanges">IPv4 networks of Cloudflare, from which alone the load balancer is reached.</param>
/// <param name="Environments">Each in an account of its own.</param>
public sealed record PlatformSettings(IReadOnlyList<string> CloudflareRanges, IReadOnlyList<EnvironmentSettings> Environments)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>Reads and checks settings.</summary>
    /// <exception cref="SettingsException">They are no JSON of this shape, or break a rule; the message names every place.</exception>
    public static PlatformSettings Parse(string json)
    {
        PlatformSettings settings;
        try
        {
            settings = JsonSerializer.Deserialize<PlatformSettings>(json, Json) ?? throw new SettingsException(["the document is null"]);
        }
        catch (JsonException wrong)
        {
            throw new SettingsException([$"{wrong.Path ?? "$"}: {wrong.Message}"]);
        }

        var errors = SettingsRules.Of(settings).ToList();
        return errors.Count == 0 ? settings : throw new SettingsException(errors);
    }

    public static PlatformSettings Load(string path) => Parse(File.ReadAllText(path));

    public EnvironmentSettings Of(string environment) => Environments.Single(one => one.Name == environment);
}

/// <summary>Settings that can't be used, with every reason.</summary>
public sealed class SettingsException(IReadOnlyList<string> errors) : Exception($"environments.json is not usable:\n- {string.Join("\n- ", errors)}")
{
    public IReadOnlyList<string> Errors { get; } = errors;
}
