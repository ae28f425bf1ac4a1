using System.ComponentModel.DataAnnotations;

namespace LeadPlatform.DataService.Importing;

public sealed class ImportOptions
{
    public const string Section = "Imports";

    /// <summary>
    /// Directory where files wait until they are imported. Default: <c>leadplatform-imports</c> in the system's temporary directory. It must outlive the
    /// process, or an import that was interrupted can't go on; instances that share it share the work.
    /// </summary>
    [Required(AllowEmptyStrings = false, ErrorMessage = "Imports:Folder must name a directory.")]
    public string Folder { get; set; } = Path.Combine(Path.GetTempPath(), "leadplatform-imports");

    /// <summary>Largest file as sent, packed or not. Default 2 GB (2,147,483,648 bytes).</summary>
    [Range(1_024, 1_099_511_627_776, ErrorMessage = "Imports:MaxBytes must be from 1024 to 1099511627776 bytes.")]
    public long MaxBytes { get; set; } = 2_147_483_648;

    /// <summary>Largest content of a packed file. Default 20 GB (21,474,836,480 bytes); an import that passes it fails there.</summary>
    [Range(1_024, 1_099_511_627_776, ErrorMessage = "Imports:MaxUnpackedBytes must be from 1024 to 1099511627776 bytes.")]
    public long MaxUnpackedBytes { get; set; } = 21_474_836_480;

    /// <summary>Rows in one transaction. Default 2,000.</summary>
    [Range(1, 20_000, ErrorMessage = "Imports:BatchSize must be from 1 to 20000 rows.")]
    public int BatchSize { get; set; } = 2_000;

    /// <summary>Longest pause before a batch while live captures wait for their commit. Default 1 s; 0 lets imports compete with them.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00", ErrorMessage = "Imports:GiveWay must be from 00:00:00 to 00:01:00.")]
    public TimeSpan GiveWay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long files that were never run, and refused rows, are kept. Default 30 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "3650.00:00:00", ErrorMessage = "Imports:KeepFor must be from 00:01:00 to 3650 days (3650.00:00:00).")]
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromDays(30);
}
