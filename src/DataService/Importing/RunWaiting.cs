using System.Text.Json;
using LeadPlatform.Auditing;
using LeadPlatform.Contracts.Importing;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.DataService.Importing.Mapping;
using LeadPlatform.DataService.Importing.Running;
using LeadPlatform.DataService.Storage;
using LeadPlatform.ServiceDefaults.Auditing;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace LeadPlatform.DataService.Importing;

/// <summary><c>POST /v1/imports/{id}/run</c>: starts what was looked at, with the mapping shown or another.</summary>
internal static class RunWaiting
{
    public static async Task<Results<Accepted<ImportView>, ProblemHttpResult>> HandleAsync(
        Guid id, HttpContext context, LeadsContext database, ImportFolder folder, ImportPreviews previews, ImportRunner runner, AuditLog audit, TimeProvider time, CancellationToken cancellationToken)
    {
        var caller = context.User.Caller();
        var import = await database.Set<Import>().AsNoTracking().VisibleTo(caller).SingleOrDefaultAsync(row => row.ImportId == id, cancellationToken);
        if (import is null)
            return Problem.NotFound("import");
        if (import.Status != ImportStatus.Waiting || !File.Exists(folder.PathOf(id)))
            return Problem.Conflict(ProblemCode.Conflict, "Only an import that waits, and whose file is here, can be run.");
        if (await ReadAsync(context.Request, cancellationToken) is not { } wish)
            return Problem.InvalidJson("The body must be a JSON object with mapping and saveAs, or empty.");
        if (wish.SaveAs is { } name && !MappingNames.IsValid(name))
            return Problem.InvalidRequest(MappingNames.Wrong("saveAs"));

        if (wish.Mapping is { } mapping)
            (import.Mapping, import.Guessed) = (MappingJson.Write(mapping), false);
        if (previews.Of(import).Problems is { Count: > 0 } problems)
            return Problem.Validation(problems);
        if (wish.SaveAs is not null && import.Mapping is not null)
            await MappingNames.SaveAsync(wish.SaveAs, MappingJson.Read(import.Mapping), caller, database, time.GetUtcNow(), cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        await database.SaveChangesAsync(cancellationToken);
        var started = await database.Set<Import>().Where(row => row.ImportId == id && row.Status == ImportStatus.Waiting).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Status, ImportStatus.Queued).SetProperty(row => row.Mapping, import.Mapping).SetProperty(row => row.Guessed, import.Guessed),
            cancellationToken);
        if (started == 0)
            return Problem.Conflict(ProblemCode.Conflict, "Somebody else has run or cancelled this import.");
        await audit.AppendAsync(database, context.Audit("import", id), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        import.Status = ImportStatus.Queued;
        runner.Wake();
        return TypedResults.Accepted(ImportViews.Address(id), import.ToView());
    }

    private static async Task<RunImport?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength is 0 || request.ContentType is null)
            return new RunImport();
        try
        {
            var wish = await JsonSerializer.DeserializeAsync(request.Body, ImportJson.Default.RunImport, cancellationToken);
            return wish?.Mapping?.Values.Contains(null!) is true ? null : wish;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary><c>DELETE /v1/imports/{id}</c>: nothing more of the file is captured; what was, stays.</summary>
internal static class CancelImport
{
    public static async Task<Results<Ok<ImportView>, ProblemHttpResult>> HandleAsync(
        Guid id, HttpContext context, LeadsContext database, ImportFolder folder, ImportRunner runner, AuditLog audit, TimeProvider time, CancellationToken cancellationToken)
    {
        var imports = database.Set<Import>().VisibleTo(context.User.Caller()).Where(row => row.ImportId == id);
        var before = await imports.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        if (before is null)
            return Problem.NotFound("import");
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        var ended = await imports.Where(row => row.Status == ImportStatus.Waiting || row.Status == ImportStatus.Queued || row.Status == ImportStatus.Running).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Status, ImportStatus.Cancelled).SetProperty(row => row.EndedAt, time.GetUtcNow()).SetProperty(row => row.Rate, 0), cancellationToken);
        if (ended > 0)
            await audit.AppendAsync(database, context.Audit("import", id), cancellationToken);
        else
            context.NothingToAudit();
        await transaction.CommitAsync(cancellationToken);
        if (ended > 0 && before.Status == ImportStatus.Waiting)
            folder.Delete(id);
        runner.Cancel(id);
        return TypedResults.Ok((await imports.AsNoTracking().SingleAsync(cancellationToken)).ToView());
    }
}
