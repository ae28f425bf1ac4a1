using System.Net;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.Contracts.Sources;

namespace LeadPlatform.Backend.Sources.Keys;

/// <summary>What a key may look like. Every wrong field is told at once.</summary>
internal static class KeyRules
{
    public const int MaxName = 100;
    public const int MaxNetworks = 50;

    public static List<FieldError> Check(KeyInput input, DateTimeOffset now)
    {
        var errors = new List<FieldError>();
        if (input.Name is { } name && (name.Trim().Length is 0 or > MaxName || name.Any(char.IsControl)))
            errors.Add(new FieldError("name", "length", $"1 to {MaxName} characters, no control characters."));
        if (input.Scopes is not { Count: > 0 })
            errors.Add(new FieldError("scopes", "required", $"One at least of {string.Join(", ", Grants.ScopesOf(Roles.Source))}."));
        foreach (var (i, scope) in (input.Scopes ?? []).Index())
        {
            if (!Grants.ScopesOf(Roles.Source).Contains(scope))
                errors.Add(new FieldError($"scopes[{i}]", "unknown", $"One of {string.Join(", ", Grants.ScopesOf(Roles.Source))}."));
        }

        if (input.Networks?.Count > MaxNetworks)
            errors.Add(new FieldError("networks", "too_many", $"At most {MaxNetworks} networks."));
        foreach (var (i, network) in (input.Networks ?? []).Take(MaxNetworks).Index())
        {
            if (!IPNetwork.TryParse(network, out _))
                errors.Add(new FieldError($"networks[{i}]", "format", "A network in CIDR notation, such as 203.0.113.0/24 or 2001:db8::/32."));
        }

        if (input.ExpiresAt <= now)
            errors.Add(new FieldError("expiresAt", "range", "Must lie in the future."));
        return errors;
    }

    public static ApiKey Apply(KeyInput input, ApiKey key)
    {
        key.Name = input.Name?.Trim();
        key.Networks = [.. (input.Networks ?? []).Select(network => IPNetwork.Parse(network!).ToString()).Distinct()];
        key.ExpiresAt = input.ExpiresAt?.ToUniversalTime();
        return key;
    }
}
