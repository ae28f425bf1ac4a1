using LeadPlatform.Backend.Sources.Publishers;
using LeadPlatform.Contracts.Access;
using LeadPlatform.ServiceDefaults.Callers;

namespace LeadPlatform.Backend.Sources;

/// <summary>Which publishers and sources a caller may see: a publisher's user its own, whoever else may read them all. Part of every query.</summary>
internal static class SourceVisibility
{
    public static IQueryable<Source> VisibleTo(this IQueryable<Source> sources, Caller caller) =>
        caller.IsOfPublisher() ? sources.Where(source => source.PublisherId == caller.PublisherId) : sources;

    public static IQueryable<Publisher> VisibleTo(this IQueryable<Publisher> publishers, Caller caller) =>
        caller.IsOfPublisher() ? publishers.Where(publisher => publisher.PublisherId == caller.PublisherId) : publishers;

    public static bool IsOfPublisher(this Caller caller) => caller.Role == Roles.Publisher;
}
