using System.ComponentModel.DataAnnotations;

namespace LeadPlatform.ServiceDefaults.PlatformKeys;

/// <summary>
/// The platform's keys: in <see cref="Keys"/> (environment) or in <see cref="Folder"/> (files mounted from a store of secrets). To rotate, add a version
/// everywhere, then make it <see cref="Current"/>, and remove the old one when nothing is wrapped with it any more.
/// </summary>
public sealed class PlatformKeyOptions
{
    public const string Section = "PlatformKeys";

    /// <summary>Id of the key that new secrets are wrapped with. May be left out where there is one key, or where the folder has a file <c>current</c>.</summary>
    public string? Current { get; set; }

    /// <summary>Keys by id: base64 of 32 random bytes (<c>openssl rand -base64 32</c>).</summary>
    public Dictionary<string, string> Keys { get; } = new(StringComparer.Ordinal);

    /// <summary>Folder with a file for each key, named by its id, content as in <see cref="Keys"/>. A file <c>current</c> holds an id and goes before <see cref="Current"/>.</summary>
    public string? Folder { get; set; }

    /// <summary>How often <see cref="Folder"/> is read again. Default 10 s, 1 s to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = "PlatformKeys:ReadEvery must be from 00:00:01 to 01:00:00.")]
    public TimeSpan ReadEvery { get; set; } = TimeSpan.FromSeconds(10);
}
