using System.ComponentModel.DataAnnotations;

namespace LeadPlatform.DataService.Exporting;

public sealed class ExportOptions
{
    public const string Section = "Exports";

    /// <summary>Leads that an export reads at a time and holds in memory. Default 500.</summary>
    [Range(1, 10_000, ErrorMessage = "Exports:PageSize must be from 1 to 10000 leads.")]
    public int PageSize { get; set; } = 500;
}
