using System.ComponentModel.DataAnnotations;

namespace LeadPlatform.DataService.Erasing;

public sealed class ErasureOptions
{
    public const string Section = "Erasures";

    /// <summary>
    /// Directory in which each erasure is noted, ids only, before it is done. It must not be brought back with the database: what a restored backup says again of somebody
    /// who was erased is erased from these notes at start. Default: <c>erasures</c> in <c>Imports:Folder</c>.
    /// </summary>
    public string? Folder { get; set; }

    /// <summary>How often stores that were away are asked again to forget. Default 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "1.00:00:00", ErrorMessage = "Erasures:RetryInterval must be from 00:00:00.05 to 1 day.")]
    public TimeSpan RetryInterval { get; set; } = TimeSpan.FromMinutes(1);
}
