using LeadPlatform.Contracts.Access;
using LeadPlatform.ServiceDefaults.Callers;

namespace LeadPlatform.DataService.Importing;

/// <summary>Which imports a caller may see: a source its own, admins and managers all. Part of every query.</summary>
internal static class ImportVisibility
{
    public static IQueryable<Import> VisibleTo(this IQueryable<Import> imports, Caller caller) => caller switch
    {
        { Role: Roles.Admin or Roles.Manager or Roles.Service } => imports,
        { Role: Roles.Source, SourceId: { } source } => imports.Where(import => import.SourceId == source),
        _ => imports.Where(import => false),
    };

    /// <summary>Whose mappings the caller uses.</summary>
    public static Guid MappingOwner(this Caller caller) => caller.SourceId ?? Guid.Empty;
}
