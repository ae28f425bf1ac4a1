using LeadPlatform.Contracts.Importing;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.DataService.Reading;
using LeadPlatform.DataService.Storage;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace LeadPlatform.DataService.Importing;

internal static class GetImport
{
    public static async Task<Results<Ok<ImportView>, ProblemHttpResult>> HandleAsync(
        Guid id, HttpContext context, LeadsContext database, ImportFolder folder, ImportPreviews previews, CancellationToken cancellationToken)
    {
        var import = await database.Set<Import>().AsNoTracking().VisibleTo(context.User.Caller()).SingleOrDefaultAsync(row => row.ImportId == id, cancellationToken);
        if (import is null)
            return Problem.NotFound("import");
        return TypedResults.Ok(import.ToView(import.Status == ImportStatus.Waiting && File.Exists(folder.PathOf(id)) ? previews.Of(import) : null));
    }
}

internal static class ListImports
{
    private const int Limit = 50;

    /// <param name="cursor">What the page before gave as <c>nextCursor</c>.</param>
    public static async Task<Results<Ok<Page<ImportView>>, ProblemHttpResult>> HandleAsync(
        string? cursor, HttpContext context, LeadsContext database, CancellationToken cancellationToken)
    {
        var imports = database.Set<Import>().AsNoTracking().VisibleTo(context.User.Caller());
        if (cursor is not null)
        {
            if (!LeadCursor.TryParse(cursor, out var last))
                return Problem.InvalidRequest(new FieldError("cursor", "format", "Must be a nextCursor of an earlier page."));
            imports = imports.Where(import => import.ImportId.CompareTo(last) < 0);
        }

        var rows = await imports.OrderByDescending(import => import.ImportId).Take(Limit + 1).ToListAsync(cancellationToken);
        var items = rows.Take(Limit).Select(import => import.ToView()).ToList();
        return TypedResults.Ok(new Page<ImportView>(items, rows.Count > Limit ? LeadCursor.Format(items[^1].ImportId) : null));
    }
}

internal static class ListMappings
{
    public static async Task<Ok<Page<MappingView>>> HandleAsync(HttpContext context, LeadsContext database, CancellationToken cancellationToken)
    {
        var owner = context.User.Caller().MappingOwner();
        var rows = await database.Set<SavedMapping>().AsNoTracking().Where(row => row.Owner == owner).OrderBy(row => row.Name).Take(1_000).ToListAsync(cancellationToken);
        return TypedResults.Ok(new Page<MappingView>(rows.ConvertAll(row => new MappingView(row.Name, Mapping.MappingJson.Read(row.Mapping), row.SavedAt)), null));
    }
}
