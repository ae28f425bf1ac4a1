using LeadPlatform.Contracts.Problems;
using LeadPlatform.DataService.Importing.Mapping;
using LeadPlatform.DataService.Storage;
using LeadPlatform.ServiceDefaults.Callers;

namespace LeadPlatform.DataService.Importing;

/// <summary>Mappings by name: kept with an import, used with the next.</summary>
internal static class MappingNames
{
    private const int MaxLength = 60;

    public static bool IsValid(string name) => name.Length is >= 1 and <= MaxLength && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.');

    public static FieldError Wrong(string path) => new(path, "format", $"A name is 1 to {MaxLength} letters, digits, dots, dashes and underscores.");

    /// <returns>The mapping that a caller means, null where they gave none; or what is wrong with what they gave.</returns>
    public static async Task<(IReadOnlyDictionary<string, string>? Mapping, FieldError? Wrong)> FindAsync(
        string? given, Caller caller, LeadsContext database, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(given))
            return (null, given is null ? null : new FieldError("mapping", "format", "The mapping is empty, or too long."));
        if (given.TrimStart().StartsWith('{'))
            return MappingJson.TryRead(given) is { } mapping ? (mapping, null) : (null, new FieldError("mapping", "format", "A mapping is a JSON object of texts: {\"contact.firstName\": \"{First name}\"}."));
        var saved = await database.Set<SavedMapping>().FindAsync([caller.MappingOwner(), given], cancellationToken);
        return saved is null ? (null, new FieldError("mapping", "unknown", "There is no mapping of that name.")) : (MappingJson.Read(saved.Mapping), null);
    }

    /// <summary>Adds the change to the context; saving is the caller's.</summary>
    public static async Task SaveAsync(
        string name, IReadOnlyDictionary<string, string> mapping, Caller caller, LeadsContext database, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var saved = await database.Set<SavedMapping>().FindAsync([caller.MappingOwner(), name], cancellationToken);
        if (saved is null)
            database.Add(saved = new SavedMapping { Owner = caller.MappingOwner(), Name = name, Mapping = "" });
        (saved.Mapping, saved.SavedAt) = (MappingJson.Write(mapping), now);
    }
}
