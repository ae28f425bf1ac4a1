using System.ComponentModel.DataAnnotations;

namespace LeadPlatform.DataService.Suppressions;

public sealed class SuppressionOptions
{
    public const string Section = "Suppressions";

    /// <summary>Largest list that is imported at once. Default 16 MB (16,777,216 bytes), which is also what the gateway lets through.</summary>
    [Range(1_024, 268_435_456, ErrorMessage = "Suppressions:MaxImportBytes must be from 1024 to 268435456 bytes.")]
    public int MaxImportBytes { get; set; } = 16_777_216;

    /// <summary>Values of a list that is imported at once; they are written in one transaction. Default 500,000.</summary>
    [Range(1, 5_000_000, ErrorMessage = "Suppressions:MaxImportValues must be from 1 to 5000000 values.")]
    public int MaxImportValues { get; set; } = 500_000;

    /// <summary>Refused lines that the answer to an import names. Default 100; all are counted.</summary>
    [Range(0, 10_000, ErrorMessage = "Suppressions:MaxImportErrors must be from 0 to 10000 lines.")]
    public int MaxImportErrors { get; set; } = 100;
}
