using System.ComponentModel.DataAnnotations;

namespace LeadPlatform.DataService.Duplicates;

/// <summary>The duplicate window: look-back, match fields and scope in which a lead counts as a duplicate. A lead of another line never does.</summary>
public sealed class DuplicateOptions
{
    public const string Section = "Duplicates";

    /// <summary>Look-back from a lead to the one it may repeat. Default 30 days; 0 turns the detection off.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00", ErrorMessage = "Duplicates:Window must be from 0 to 3650 days (3650.00:00:00).")]
    public TimeSpan Window { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// Fields that are compared. Default phone and e-mail. The address (street as it is folded, and ZIP code) is for <see cref="DuplicateMatch.All"/>: by itself it
    /// would call everybody of a household one person.
    /// </summary>
    public DuplicateFields Fields { get; set; } = DuplicateFields.Phone | DuplicateFields.Email;

    /// <summary>Whether one equal field makes a duplicate or all of them must be equal. Default any.</summary>
    public DuplicateMatch Match { get; set; } = DuplicateMatch.Any;

    /// <summary>Whether leads of all sources are compared, or those of one source with each other. Default platform.</summary>
    public DuplicateScope Scope { get; set; } = DuplicateScope.Platform;
}

[Flags]
public enum DuplicateFields
{
    None = 0,
    Phone = 1,
    Email = 2,
    Address = 4,
}

public enum DuplicateMatch
{
    Any,
    All,
}

public enum DuplicateScope
{
    Platform,
    Source,
}
