using Aspire.Hosting.Supervision;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Health;

/// <summary>Asks a running resource again and again whether it does its work.</summary>
internal sealed class HealthWatch(IOptions<SupervisionOptions> options, TimeProvider time)
{
    /// <summary>Runs until cancelled; throws nothing.</summary>
    public async Task RunAsync(ResourceStatus status, CancellationToken cancellationToken)
    {
        var probes = status.Resource.Annotations.OfType<HealthProbeAnnotation>().Select(annotation => annotation.Probe).ToArray();
        if (probes.Length == 0)
            return;

        var since = time.GetTimestamp();
        var failures = 0;
        var reported = "";
        try
        {
            while (true)
            {
                var fault = await FirstFaultAsync(probes, status.Replica, cancellationToken);
                var healthy = status.Now.State == ResourceState.Healthy;
                if (fault is null)
                {
                    failures = 0;
                    status.Set(ResourceState.Healthy);
                }
                else if (healthy && ++failures >= options.Value.FailedChecks)
                {
                    status.Set(ResourceState.Running, $"no longer healthy: {fault}");
                }
                else if (!healthy && fault != reported && time.GetElapsedTime(since) > options.Value.ReportUnhealthyAfter)
                {
                    (reported, since) = (fault, time.GetTimestamp());
                    status.Set(ResourceState.Running, $"not healthy yet: {fault}");
                }

                var settled = status.Now.State == ResourceState.Healthy;
                await Task.Delay(settled ? options.Value.CheckInterval : options.Value.StartingCheckInterval, time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }

    private static async Task<string?> FirstFaultAsync(IHealthProbe[] probes, int replica, CancellationToken cancellationToken)
    {
        foreach (var probe in probes)
            if (await probe.CheckAsync(replica, cancellationToken) is { } fault)
                return fault;
        return null;
    }
}
