using System.Text.Json;
using Aspire.Hosting.Health;

namespace Aspire.Hosting.Nats;

/// <summary>Healthy is a server that lets its user in and, where it is asked for, has JetStream.</summary>
internal sealed class NatsHealthProbe(NatsServerResource server) : IHealthProbe
{
    public async Task<string?> CheckAsync(int replica, CancellationToken cancellationToken)
    {
        var user = await server.UserNameReference.GetValueAsync(cancellationToken);
        var password = server.PasswordParameter is null ? null : await server.PasswordParameter.GetValueAsync(cancellationToken);
        var login = JsonSerializer.Serialize(new { verbose = false, pedantic = false, lang = "none", version = "0", user = password is null ? null : user, pass = password });
        return await LineProtocol.AskAsync(server.PrimaryEndpoint.Port, async (connection, cancellation) =>
        {
            var info = await connection.ReadLineAsync(cancellation);
            if (server.Annotations.OfType<JetStreamAnnotation>().Any() && !info.Contains("\"jetstream\":true", StringComparison.Ordinal))
                return "JetStream is not ready";

            await connection.WriteAsync($"CONNECT {login}\r\nPING\r\n", cancellation);
            return await connection.ReadLineAsync(cancellation) is var answer and not "PONG" ? $"NATS is not ready: {answer}" : null;
        }, cancellationToken);
    }
}
