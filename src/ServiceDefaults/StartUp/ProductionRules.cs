using LeadPlatform.ServiceDefaults.Callers;
using Microsoft.Extensions.Configuration;

namespace LeadPlatform.ServiceDefaults.StartUp;

/// <summary>What a service must not be started with outside Development, whatever it could do with it. Each answer names the setting and never its value.</summary>
internal static class ProductionRules
{
    /// <summary>Settings that hold a secret, by the last part of their name.</summary>
    private static readonly string[] Secrets = ["Key", "Secret", "ClientSecret", "SourceKey", "TokenKey"];

    /// <summary>In what stands in documents and tests, and in what is typed to be replaced later.</summary>
    private static readonly string[] Placeholders = ["changeme", "change-me", "change_me", "replace-me", "example", "demo-source-key", "for-tests-only", "password", "secret-key", "0123456789"];

    /// <summary>Distinct characters that a secret of 16 or more has at least; one that was drawn has far more.</summary>
    private const int FewestCharacters = 8;

    public static IEnumerable<string> Broken(IConfiguration configuration) =>
        [.. Issuer(configuration), .. PlainStores(configuration), .. DefaultSecrets(configuration)];

    private static IEnumerable<string> Issuer(IConfiguration configuration)
    {
        const string name = $"{IdentityOptions.Section}:{nameof(IdentityOptions.Issuer)}";
        if (Uri.TryCreate(configuration[name], UriKind.Absolute, out var issuer) && issuer.Scheme != Uri.UriSchemeHttps && !ThisMachine.Is(issuer.Host))
            yield return $"{name} must begin with https://, as passwords and tokens travel there.";
    }

    private static IEnumerable<string> PlainStores(IConfiguration configuration)
    {
        var elsewhere = (configuration.GetSection(TransportOptions.Section).Get<TransportOptions>() ?? new TransportOptions()).EncryptedElsewhere;
        foreach (var store in configuration.GetSection("ConnectionStrings").GetChildren())
        {
            if (store.Value is not { Length: > 0 } text || elsewhere.Contains(store.Key, StringComparer.OrdinalIgnoreCase))
                continue;
            var connection = StoreConnection.Parse(text);
            if (!connection.Encrypted && !connection.Local)
                yield return $"ConnectionStrings:{store.Key} goes over the network without TLS: give it {connection.Remedy}, or name it in {TransportOptions.Section}:{nameof(TransportOptions.EncryptedElsewhere)} where a mesh encrypts it.";
        }
    }

    private static IEnumerable<string> DefaultSecrets(IConfiguration configuration) =>
        configuration.AsEnumerable()
            .Where(setting => setting.Value is { Length: > 0 } value && IsSecret(setting.Key) && IsDefault(value))
            .Select(setting => $"{setting.Key} holds a value that anybody could guess: draw one (openssl rand -base64 32).")
            .Order(StringComparer.Ordinal);

    private static bool IsSecret(string name) =>
        Secrets.Contains(name[(name.LastIndexOf(':') + 1)..], StringComparer.OrdinalIgnoreCase) || name.StartsWith("PlatformKeys:Keys:", StringComparison.OrdinalIgnoreCase);

    private static bool IsDefault(string value) =>
        Placeholders.Any(known => value.Contains(known, StringComparison.OrdinalIgnoreCase)) || (value.Length >= 16 && value.Distinct().Count() < FewestCharacters);
}
