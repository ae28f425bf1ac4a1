using System.ComponentModel.DataAnnotations;

namespace LeadPlatform.DataService.Mappings;

public sealed class MappingOptions
{
    public const string Section = "Mappings";

    /// <summary>How long a mapping is gone by before Backend is asked again. Default 3 s; a change holds after that and <see cref="Timeout"/> at the latest.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00", ErrorMessage = "Mappings:FreshFor must be from 00:00:00 to 00:01:00.")]
    public TimeSpan FreshFor { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Time Backend has for an answer. Default 2 s; past it the mapping that is known holds on.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:30", ErrorMessage = "Mappings:Timeout must be from 00:00:00.1 to 00:00:30.")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Sources whose mapping is remembered. Default 1,000.</summary>
    [Range(1, 100_000, ErrorMessage = "Mappings:Capacity must be from 1 to 100000 sources.")]
    public int Capacity { get; set; } = 1_000;
}
