using LeadPlatform.Auditing;
using LeadPlatform.Contracts.Importing;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.DataService.Importing.Mapping;
using LeadPlatform.DataService.Importing.Reading;
using LeadPlatform.DataService.Importing.Running;
using LeadPlatform.DataService.Storage;
using LeadPlatform.ServiceDefaults.Auditing;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace LeadPlatform.DataService.Importing;

/// <summary><c>POST /v1/imports</c>: keeps the file, looks at it, and runs it where it is clear how.</summary>
internal static class CreateImport
{
    /// <summary>Room for the parts of a form beside the file.</summary>
    private const int FormOverhead = 1_048_576;

    /// <param name="Mapping">A saved mapping's name, or a mapping as JSON. The header <c>Import-Mapping</c> or a part of the form says the same.</param>
    /// <param name="SaveAs">A name under which to keep the mapping.</param>
    /// <param name="Run">false: look at the file and wait for <c>run</c>. Default true with a mapping given, false with one that was guessed.</param>
    /// <param name="FileName">Shown in lists.</param>
    /// <param name="SourceId">Of admins and managers: the source whose the leads are. A source's own key says it.</param>
    /// <param name="PublisherId">Of admins and managers: the source's publisher.</param>
    internal sealed record Query(
        [FromQuery] string? Mapping, [FromQuery] string? SaveAs, [FromQuery] bool? Run, [FromQuery] string? FileName,
        [FromQuery] Guid? SourceId, [FromQuery] Guid? PublisherId, [FromHeader(Name = "Import-Mapping")] string? MappingHeader);

    internal sealed record Services(LeadsContext Database, ImportFolder Folder, ImportPreviews Previews, ImportRunner Runner, AuditLog Audit, IOptions<ImportOptions> Options, TimeProvider Time);

    public static async Task<IResult> HandleAsync([AsParameters] Query query, [AsParameters] Services services, HttpContext context, CancellationToken cancellationToken)
    {
        var caller = context.User.Caller();
        var (source, publisher) = caller.SourceId is { } own ? (own, caller.PublisherId ?? Guid.Empty) : (query.SourceId ?? Guid.Empty, query.PublisherId ?? Guid.Empty);
        if (source == Guid.Empty || publisher == Guid.Empty)
            return Problem.InvalidRequest(new FieldError("sourceId", "required", "Say whose the leads are: sourceId and publisherId."));
        if (query.SaveAs is { } name && !MappingNames.IsValid(name))
            return Problem.InvalidRequest(MappingNames.Wrong("saveAs"));
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = services.Options.Value.MaxBytes + FormOverhead;

        var now = services.Time.GetUtcNow();
        var importId = Guid.CreateVersion7(now);
        var (bytes, given, fileName, wrong) = await ImportBody.KeepAsync(context.Request, services.Folder, importId, cancellationToken);
        if (wrong is not null)
            return wrong;
        var result = await LookAsync();
        if (result is not Microsoft.AspNetCore.Http.HttpResults.Created<ImportView>)
            services.Folder.Delete(importId);
        return (IResult)result;

        async Task<object> LookAsync()
        {
            if (bytes is not { } length)
                return Problem.Of(StatusCodes.Status413PayloadTooLarge, ProblemCode.TooLarge, $"The file is too large; at most {services.Options.Value.MaxBytes} bytes are taken.");
            var (facts, unreadable) = FileFacts.Read(() => services.Folder.Open(importId));
            if (facts is null)
                return Problem.Of(StatusCodes.Status422UnprocessableEntity, ProblemCode.Validation, unreadable!, [new FieldError("file", "format", unreadable!)]);
            var (mapping, refused) = await MappingNames.FindAsync(given ?? query.Mapping ?? query.MappingHeader, caller, services.Database, cancellationToken);
            if (refused is not null)
                return Problem.InvalidRequest(refused);

            var guessed = mapping is null && !facts.AreLeads;
            mapping ??= guessed ? MappingGuess.Of(facts.Columns) : null;
            var import = new Import
            {
                ImportId = importId,
                Status = ImportStatus.Waiting,
                FileName = Shown(fileName ?? query.FileName),
                Format = facts.Format,
                Packed = facts.Packed,
                Delimiter = facts.Delimiter,
                Columns = facts.Columns,
                Mapping = mapping is null ? null : MappingJson.Write(mapping),
                Guessed = guessed,
                SourceId = source,
                PublisherId = publisher,
                CreatedAt = now,
                FileBytes = length,
                Position = facts.Position,
            };
            var preview = services.Previews.Of(import);
            if (!guessed && preview.Problems.Count > 0)
                return Problem.Validation(preview.Problems);
            var run = (query.Run ?? !guessed) && preview.Problems.Count == 0;
            if (run)
                import.Status = ImportStatus.Queued;
            services.Database.Add(import);
            if (query.SaveAs is not null && mapping is not null)
                await MappingNames.SaveAsync(query.SaveAs, mapping, caller, services.Database, now, cancellationToken);
            await services.Audit.SaveAsync(services.Database, context.Audit("import", importId, $"{import.Format}, {length} bytes, for source {source}"), cancellationToken);
            if (run)
                services.Runner.Wake();
            return TypedResults.Created(ImportViews.Address(importId), import.ToView(preview));
        }
    }

    private static string? Shown(string? fileName) => Path.GetFileName(fileName) is { Length: > 0 } name ? name[..Math.Min(name.Length, 200)] : null;
}
