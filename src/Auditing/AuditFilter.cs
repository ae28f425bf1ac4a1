using System.Buffers.Text;
using System.ComponentModel;
using System.Text;
using LeadPlatform.Contracts.Problems;
using Microsoft.AspNetCore.Mvc;

namespace LeadPlatform.Auditing;

/// <summary>What of an audit log is listed.</summary>
public sealed record AuditFilter(
    [property: FromQuery(Name = "from"), Description("From this time on, ISO 8601.")] DateTimeOffset? From,
    [property: FromQuery(Name = "to"), Description("Before this time, ISO 8601.")] DateTimeOffset? To,
    [property: FromQuery(Name = "actor"), Description("Who: a user, source, client or service by its id.")] string? Actor,
    [property: FromQuery(Name = "action"), Description("What, such as agent.create.")] string? Action,
    [property: FromQuery(Name = "resource"), Description("To what kind of resource, such as agent.")] string? Resource,
    [property: FromQuery(Name = "resourceId"), Description("To the resource with this id.")] string? ResourceId,
    [property: FromQuery(Name = "limit"), Description("Entries a page, 1 to 200; default 50.")] int? Limit,
    [property: FromQuery(Name = "cursor"), Description("nextCursor of the page before.")] string? Cursor)
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 200;
    private const int MaxText = 200;

    public int PageSize => Limit ?? DefaultLimit;

    /// <summary>Everything wrong with it but the cursor.</summary>
    public List<FieldError> Check()
    {
        var errors = new List<FieldError>();
        if (Limit is < 1 or > MaxLimit)
            errors.Add(new FieldError("limit", "range", $"1 to {MaxLimit}."));
        foreach (var (name, value) in new[] { ("actor", Actor), ("action", Action), ("resource", Resource), ("resourceId", ResourceId) })
        {
            if (value is { Length: 0 or > MaxText } || value?.Contains('\0', StringComparison.Ordinal) is true)
                errors.Add(new FieldError(name, "length", $"1 to {MaxText} characters."));
        }

        return errors;
    }

    public static FieldError WrongCursor { get; } = new("cursor", "format", "Pass nextCursor of the page before, unchanged.");
}

/// <summary>Where a page ended: the position in each log.</summary>
public static class AuditCursor
{
    public static string Format(params ReadOnlySpan<long> positions) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Join('.', positions.ToArray())));

    /// <summary>Positions are null where there is no cursor; false where it is not one of <paramref name="count"/> positions.</summary>
    public static bool TryParse(string? cursor, int count, out long[]? positions)
    {
        positions = null;
        if (cursor is null)
            return true;
        if (cursor.Length > 100 || !Base64Url.IsValid(cursor))
            return false;
        var parts = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor)).Split('.');
        if (parts.Length != count)
            return false;
        positions = new long[count];
        for (var i = 0; i < count; i++)
        {
            if (!long.TryParse(parts[i], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out positions[i]))
                return false;
        }

        return true;
    }
}
