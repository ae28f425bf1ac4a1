using System.Globalization;
using Aspire.Hosting.Data;
using Aspire.Hosting.Supervision;

namespace Aspire.Hosting.Nats;

internal sealed record JetStreamAnnotation : IResourceAnnotation;

/// <summary>NATS as a process, with its settings in a file that only its user reads: a password does not belong on a command line.</summary>
internal sealed class NatsProcess(NatsServerResource server) : IProcessSource
{
    public async Task<ProcessSpec> PrepareAsync(Launch launch, CancellationToken cancellationToken)
    {
        var program = SystemProgram.Require("nats-server", "nats-server");
        var directory = launch.ServerDirectory();
        var settings = Path.Combine(directory, "nats.conf");
        List<string> lines =
        [
            $"server_name: {ServerSettings.Quote(server.Name)}",
            string.Create(CultureInfo.InvariantCulture, $"listen: \"127.0.0.1:{server.PrimaryEndpoint.Port}\""),
        ];
        if (server.PasswordParameter is { } password)
        {
            var user = await server.UserNameReference.GetValueAsync(cancellationToken) ?? "";
            var word = await password.GetValueAsync(cancellationToken) ?? "";
            lines.Add($"authorization {{ user: {ServerSettings.Quote(user)}, password: {ServerSettings.Quote(word)} }}");
        }

        if (server.Annotations.OfType<JetStreamAnnotation>().Any())
            lines.Add($"jetstream {{ store_dir: {ServerSettings.Quote(Path.Combine(directory, "jetstream"))} }}");

        await ServerSettings.WriteAsync(settings, lines, cancellationToken);
        return new ProcessSpec(program, ["--config", settings, .. launch.Arguments]) { WorkingDirectory = directory, Environment = launch.Environment };
    }
}
