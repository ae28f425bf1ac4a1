using System.Data.Common;

namespace LeadPlatform.ServiceDefaults.StartUp;

/// <summary>What a connection string says of its transport: of PostgreSQL (keywords), Redis (host and options) or anything with an address (scheme).</summary>
/// <param name="Encrypted">TLS, and never anything less.</param>
/// <param name="Local">Every host is this machine.</param>
/// <param name="Remedy">What to write where it is not encrypted.</param>
internal readonly record struct StoreConnection(bool Encrypted, bool Local, string Remedy)
{
    private static readonly string[] SafeModes = ["require", "verifyca", "verifyfull"];
    private static readonly string[] SafeSchemes = ["tls", "https", "rediss", "wss", "bolt+s", "neo4j+s"];

    public static StoreConnection Parse(string text)
    {
        if (text.StartsWith("Endpoint=", StringComparison.OrdinalIgnoreCase))
            text = text["Endpoint=".Length..].Split(';')[0];
        if (text.Contains("://", StringComparison.Ordinal))
            return OfAddresses(text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return text.Contains(';') || text.StartsWith("Host=", StringComparison.OrdinalIgnoreCase) ? OfPostgres(text) : OfRedis(text);
    }

    private static StoreConnection OfAddresses(string[] addresses)
    {
        var uris = addresses.Select(address => Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri : null).ToArray();
        return new StoreConnection(
            uris.All(uri => uri is not null && SafeSchemes.Contains(uri.Scheme)), uris.All(uri => uri is not null && ThisMachine.Is(uri.Host)), "an address that begins with tls:// or https://");
    }

    private static StoreConnection OfPostgres(string text)
    {
        DbConnectionStringBuilder settings = [];
        settings.ConnectionString = text;
        var mode = Value("SSL Mode", "SslMode")?.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
        var hosts = (Value("Host", "Server") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new StoreConnection(SafeModes.Contains(mode), hosts.Length > 0 && hosts.All(host => host.StartsWith('/') || ThisMachine.Is(host.Split(':')[0])), "SSL Mode=Require (or VerifyFull)");

        string? Value(params string[] names) =>
            names.Select(name => settings.TryGetValue(name, out var value) ? value.ToString() : null).FirstOrDefault(value => value is not null);
    }

    private static StoreConnection OfRedis(string text)
    {
        var parts = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var hosts = parts.Where(part => !part.Contains('=')).Select(part => part.StartsWith('[') ? part[1..].Split(']')[0] : part.Split(':')[0]).ToArray();
        return new StoreConnection(parts.Contains("ssl=true", StringComparer.OrdinalIgnoreCase), hosts.Length > 0 && hosts.All(ThisMachine.Is), "ssl=true");
    }
}
