using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.Channels;
using Aspire.Hosting.Endpoints;
using Aspire.Hosting.Logs;
using Aspire.Hosting.Supervision;

namespace Aspire.Hosting.Dashboard;

/// <summary>One row of the page.</summary>
internal sealed record ResourceRow(
    string Name, string Kind, string State, bool IsUp, string? Reason, int Restarts, DateTimeOffset? StartedAt, int? ProcessId, int? ExitCode, IReadOnlyList<ResourceAddress> Addresses);

/// <summary>All rows, again whenever something changed.</summary>
internal static class StateFeed
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static async IAsyncEnumerable<SseItem<string>> ReadAsync(ResourceBoard board, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // One waiting sign is enough: each reading shows everything.
        var changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        void Sign(ResourceStatus status, ResourceSnapshot now) => changes.Writer.TryWrite(true);
        board.Changed += Sign;
        try
        {
            while (true)
            {
                ResourceRow[] rows = [.. board.All.Select(status => Row(status.Now))];
                yield return new SseItem<string>(JsonSerializer.Serialize(rows, DashboardJson.Default.ResourceRowArray), "states");
                await changes.Reader.ReadAsync(cancellationToken);
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
        finally
        {
            board.Changed -= Sign;
        }
    }

    private static ResourceRow Row(ResourceSnapshot now) => new(
        now.Name, now.Resource.GetType().Name.Replace("Resource", "", StringComparison.Ordinal), now.State.ToString(), now.IsUp, now.Reason, now.Restarts, now.StartedAt, now.ProcessId, now.ExitCode,
        [.. ResourceAddresses.Of(now.Resource, now.Replica)]);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ResourceRow[]))]
[JsonSerializable(typeof(LogLine))]
internal sealed partial class DashboardJson : JsonSerializerContext;
