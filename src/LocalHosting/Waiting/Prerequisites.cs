using Aspire.Hosting.Supervision;

namespace Aspire.Hosting.Waiting;

/// <summary>Waits for what a resource needs before it starts.</summary>
internal sealed class Prerequisites(ResourceBoard board)
{
    /// <exception cref="DistributedApplicationException">One of them will not come up.</exception>
    public async Task WaitAsync(ResourceStatus status, CancellationToken cancellationToken)
    {
        var waits = status.Resource.Annotations.OfType<WaitAnnotation>().ToList();
        if (status.Resource is IResourceWithParent child)
            waits.Add(new WaitAnnotation(child.Parent, WaitType.WaitUntilHealthy));

        var open = waits.SelectMany(wait => board.Of(wait.Resource).Select(needed => (Wait: wait, Needed: needed))).ToList();
        while (open.Count > 0)
        {
            status.Set(ResourceState.Waiting, $"for {string.Join(", ", open.Select(each => each.Needed.Name).Distinct())}");
            using var round = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await await Task.WhenAny(open.Select(each => MetAsync(each.Wait, each.Needed, round.Token)));
            await round.CancelAsync();
            open.RemoveAll(each => IsMet(each.Wait, each.Needed.Now));
        }
    }

    private static async Task MetAsync(WaitAnnotation wait, ResourceStatus needed, CancellationToken cancellationToken)
    {
        var now = await needed.WhenAsync(now => IsMet(wait, now) || IsHopeless(wait, now), cancellationToken);
        if (!IsMet(wait, now))
            throw new DistributedApplicationException(wait.WaitType == WaitType.WaitForCompletion && now.State == ResourceState.Finished
                ? $"It needs the end of '{needed.Name}' with exit code {wait.ExitCode}; that ended with {now.ExitCode}."
                : $"It needs '{needed.Name}', which is {(now.State == ResourceState.Finished ? "at its end" : "failed")}.");
    }

    private static bool IsMet(WaitAnnotation wait, ResourceSnapshot now) => wait.WaitType switch
    {
        WaitType.WaitForCompletion => now.State == ResourceState.Finished && now.ExitCode == wait.ExitCode,
        WaitType.WaitUntilStarted => now.State is ResourceState.Running or ResourceState.Healthy or ResourceState.Finished,
        _ => now.IsUp,
    };

    private static bool IsHopeless(WaitAnnotation wait, ResourceSnapshot now) =>
        now.State == ResourceState.Failed || (now.State == ResourceState.Finished && wait.WaitType != WaitType.WaitUntilStarted);
}
