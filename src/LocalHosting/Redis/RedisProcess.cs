using System.Globalization;
using Aspire.Hosting.Data;
using Aspire.Hosting.Supervision;

namespace Aspire.Hosting.Redis;

internal sealed record RedisSnapshotAnnotation(TimeSpan Interval, long KeysChanged) : IResourceAnnotation;

/// <summary>Redis as a process, with its settings in a file that only its user reads: a password does not belong on a command line.</summary>
internal sealed class RedisProcess(RedisResource server) : IProcessSource
{
    public async Task<ProcessSpec> PrepareAsync(Launch launch, CancellationToken cancellationToken)
    {
        var program = SystemProgram.Require("redis-server", "redis-server");
        var directory = launch.ServerDirectory();
        var settings = Path.Combine(directory, "redis.conf");
        var password = server.PasswordParameter is null ? null : await server.PasswordParameter.GetValueAsync(cancellationToken);
        var keep = server.Annotations.OfType<VolumeAnnotation>().Any();
        var snapshot = server.Annotations.OfType<RedisSnapshotAnnotation>().LastOrDefault();
        await ServerSettings.WriteAsync(settings,
        [
            "bind 127.0.0.1",
            string.Create(CultureInfo.InvariantCulture, $"port {server.PrimaryEndpoint.Port}"),
            $"dir {ServerSettings.Quote(directory)}",
            $"appendonly {(keep ? "yes" : "no")}",
            "appendfsync everysec",
            snapshot is null ? "save \"\"" : string.Create(CultureInfo.InvariantCulture, $"save {(long)snapshot.Interval.TotalSeconds} {snapshot.KeysChanged}"),
            .. password is null ? Array.Empty<string>() : [$"requirepass {ServerSettings.Quote(password)}"],
        ], cancellationToken);

        return new ProcessSpec(program, [settings, .. launch.Arguments]) { WorkingDirectory = directory, Environment = launch.Environment };
    }
}
