using LeadPlatform.Contracts.Importing;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.DataService.Capture;
using LeadPlatform.DataService.Importing.Mapping;
using LeadPlatform.DataService.Importing.Reading;
using LeadPlatform.DataService.Importing.Running;

namespace LeadPlatform.DataService.Importing;

/// <summary>Shows what the first rows of a file would become, without keeping anything of it.</summary>
internal sealed class ImportPreviews(ImportFolder folder, CaptureIntake intake)
{
    private const int Rows = 5;

    public ImportPreview Of(Import import)
    {
        var problems = new List<FieldError>();
        var mapping = import.Mapping is null ? null : LeadMapping.Prepare(MappingJson.Read(import.Mapping), import.Columns, problems);
        using var file = ImportFile.Open(folder.Open(import.ImportId), import.Packed, FileFacts.ScannerDelimiter(import.Format, import.Delimiter), import.Position);
        var rows = new RowIntake(intake, new CaptureOrigin(import.SourceId, import.PublisherId, ""), mapping, import.Format, import.Columns, file.Rows);
        var shown = new List<ImportPreviewRow>();
        while (shown.Count < Rows && file.Rows.TryRead())
        {
            var errors = new List<FieldError>();
            rows.Read(errors);
            shown.Add(new ImportPreviewRow(shown.Count + 1, rows.Values(), errors));
        }

        return new ImportPreview(shown, problems);
    }
}
