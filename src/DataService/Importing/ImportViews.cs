using LeadPlatform.Contracts.Importing;
using LeadPlatform.DataService.Importing.Mapping;

namespace LeadPlatform.DataService.Importing;

internal static class ImportViews
{
    public static string Address(Guid importId) => $"/v1/imports/{importId}";

    public static ImportView ToView(this Import import, ImportPreview? preview = null)
    {
        var self = Address(import.ImportId);
        return new ImportView(
            import.ImportId, import.Status, import.FileName, import.Format, import.Packed, import.SourceId, import.Columns,
            import.Mapping is null ? null : MappingJson.Read(import.Mapping), import.Guessed, import.CreatedAt, import.StartedAt, import.EndedAt,
            new ImportProgress(
                import.RowsRead, import.Captured, import.Duplicate, import.Suppressed, import.Refused, import.BytesRead, import.FileBytes, import.Rate, SecondsLeft(import)),
            import.Failure, new ImportLinks(self, self + "/events", self + "/run", self + "/cancel", self + "/refused"), preview);
    }

    private static double? SecondsLeft(Import import)
    {
        if (import.Status != ImportStatus.Running || import.Rate <= 0 || import.BytesRead <= 0)
            return null;
        var rows = import.RowsRead * ((double)import.FileBytes / import.BytesRead);
        return Math.Round(Math.Max(0, rows - import.RowsRead) / import.Rate, 1);
    }
}
