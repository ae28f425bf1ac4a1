using System.Text;
using LeadPlatform.Auditing;
using LeadPlatform.DataService.Importing.Reading;
using LeadPlatform.DataService.PersonalData;
using LeadPlatform.DataService.Storage;
using LeadPlatform.ServiceDefaults.Auditing;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace LeadPlatform.DataService.Importing;

/// <summary>
/// <c>GET /v1/imports/{id}/refused</c>: CSV with the row's number, its reasons and its own fields, so that it can be mended and imported again. Of JSON Lines the
/// line stands in one field.
/// </summary>
internal static class GetRefused
{
    public static async Task<IResult> HandleAsync(
        Guid id, HttpContext context, LeadsContext database, PersonalSeal seal, AuditLog audit, CancellationToken cancellationToken)
    {
        var import = await database.Set<Import>().AsNoTracking().VisibleTo(context.User.Caller()).SingleOrDefaultAsync(row => row.ImportId == id, cancellationToken);
        if (import is null)
            return Problem.NotFound("import");
        await audit.WriteAsync(context.Audit("import", id), cancellationToken);
        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"refused-{id}.csv\"";
        context.Response.Headers.CacheControl = "no-store";
        var csv = new CsvWriter(context.Response.BodyWriter);
        csv.Row(["row", "reasons", .. import.Format == FileFacts.Csv ? import.Columns : ["line"]]);
        var refusals = database.Set<ImportRefusal>().AsNoTracking().Where(row => row.ImportId == id).OrderBy(row => row.Row).AsAsyncEnumerable();
        await foreach (var refusal in refusals.WithCancellation(cancellationToken))
        {
            csv.Row([$"{refusal.Row}", refusal.Reasons, .. Fields(import, seal.Open(id, refusal.Content))]);
            await csv.FlushIfFullAsync(cancellationToken);
        }

        await context.Response.BodyWriter.FlushAsync(cancellationToken);
        return Results.Empty;
    }

    private static string[] Fields(Import import, byte[] content)
    {
        if (import.Format != FileFacts.Csv)
            return [Encoding.UTF8.GetString(content)];
        using var rows = new RowScanner(new MemoryStream(content), 0, import.Delimiter);
        if (!rows.TryRead())
            return [];
        if (rows.IsBroken)
            return [Encoding.UTF8.GetString(content)];
        var fields = new string[rows.FieldCount];
        byte[] scratch = [];
        for (var i = 0; i < fields.Length; i++)
            fields[i] = Encoding.UTF8.GetString(rows.Field(i, ref scratch));
        return fields;
    }
}
