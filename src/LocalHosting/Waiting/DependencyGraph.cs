using Aspire.Hosting.References;

namespace Aspire.Hosting.Waiting;

/// <summary>Who needs whom: for the start by waits, for the stop by waits and connections.</summary>
internal static class DependencyGraph
{
    /// <summary>The resources that must be up before <paramref name="resource"/> starts.</summary>
    public static IEnumerable<IResource> StartsAfter(IResource resource)
    {
        var waits = resource.Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource);
        return resource is IResourceWithParent child ? waits.Append(child.Parent) : waits;
    }

    /// <exception cref="DistributedApplicationException">Some resources wait for each other in a circle.</exception>
    public static void RefuseCircles(IEnumerable<IResource> resources)
    {
        var done = new HashSet<IResource>();
        foreach (var resource in resources)
            Visit(resource, [], done);
    }

    /// <summary>The resources in the order they are stopped: by the time of a wave, nothing runs any more that needs one of it.</summary>
    public static IReadOnlyList<IReadOnlyList<IResource>> StopWaves(IReadOnlyCollection<IResource> resources)
    {
        var users = resources.SelectMany(user => Needs(user).Select(needed => (Needed: needed, User: user))).ToLookup(each => each.Needed, each => each.User);
        var waves = new Dictionary<IResource, int>();
        foreach (var resource in resources)
            Wave(resource, users, waves);
        return [.. resources.GroupBy(resource => waves[resource]).OrderBy(wave => wave.Key).Select(wave => (IReadOnlyList<IResource>)[.. wave])];
    }

    private static IEnumerable<IResource> Needs(IResource resource) =>
        StartsAfter(resource).Concat(resource.Annotations.OfType<ConnectionReferenceAnnotation>().Select(reference => reference.Source));

    private static int Wave(IResource resource, ILookup<IResource, IResource> users, Dictionary<IResource, int> waves)
    {
        if (waves.TryGetValue(resource, out var known))
            return known;

        waves[resource] = 0;
        return waves[resource] = users[resource].Select(user => Wave(user, users, waves) + 1).DefaultIfEmpty(0).Max();
    }

    private static void Visit(IResource resource, List<IResource> path, HashSet<IResource> done)
    {
        if (done.Contains(resource))
            return;

        if (path.IndexOf(resource) is var start and >= 0)
            throw new DistributedApplicationException(
                $"These wait for each other in a circle and none would ever start: {string.Join(" -> ", path.Skip(start).Append(resource).Select(each => each.Name))}. Remove one of the waits.");

        path.Add(resource);
        foreach (var before in StartsAfter(resource))
            Visit(before, path, done);
        path.RemoveAt(path.Count - 1);
        done.Add(resource);
    }
}
