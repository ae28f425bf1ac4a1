using System.ComponentModel.DataAnnotations;

namespace LeadPlatform.DataService.Contacts;

/// <summary>The platform's key for personal data.</summary>
public sealed class PersonalDataOptions
{
    public const string Section = "PersonalData";

    /// <summary>
    /// At least 32 characters of secret. What contact values are indexed under is derived from it: another key finds nothing that was stored under this one.
    /// </summary>
    [Required(ErrorMessage = "PersonalData:Key is not set; it must be a secret of at least 32 characters.")]
    [MinLength(32, ErrorMessage = "PersonalData:Key must be a secret of at least 32 characters.")]
    public string? Key { get; set; }

    /// <summary>
    /// Stores personal documents in the clear, for as long as instances of a version run that can't read sealed ones. Default false. What was stored meanwhile is sealed once it is
    /// false again.
    /// </summary>
    public bool WritePlain { get; set; }
}
