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

    /// <summary>The resources in the order they are stopped: each wave needs none of those before it.</summary>
    public static IReadOnlyList<IReadOnlyList<IResource>> StopWaves(IReadOnlyCollection<IResource> resources)
    {
        var depths = new Dictionary<IResource, int>();
        foreach (var resource in resources)
            Depth(resource, depths);
        return [.. resources.GroupBy(resource => depths[resource]).OrderByDescending(wave => wave.Key).Select(wave => (IReadOnlyList<IResource>)[.. wave])];
    }

    private static int Depth(IResource resource, Dictionary<IResource, int> depths)
    {
        if (depths.TryGetValue(resource, out var known))
            return known;

        depths[resource] = 0;
        var needs = StartsAfter(resource).Concat(resource.Annotations.OfType<ConnectionReferenceAnnotation>().Select(reference => reference.Source));
        return depths[resource] = needs.Select(need => Depth(need, depths) + 1).DefaultIfEmpty(0).Max();
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
