using Aspire.Hosting.Health;

namespace Aspire.Hosting.Redis;

/// <summary>Healthy is a server that takes the password and has its data loaded.</summary>
internal sealed class RedisHealthProbe(RedisResource server) : IHealthProbe
{
    public async Task<string?> CheckAsync(int replica, CancellationToken cancellationToken)
    {
        var password = server.PasswordParameter is null ? null : await server.PasswordParameter.GetValueAsync(cancellationToken);
        var requests = password is null ? Command("PING") : Command("AUTH", password) + Command("PING");
        return await LineProtocol.AskAsync(server.PrimaryEndpoint.Port, async (connection, cancellation) =>
        {
            await connection.WriteAsync(requests, cancellation);
            if (password is not null && await connection.ReadLineAsync(cancellation) is var entry and not "+OK")
                return $"Redis refuses the password: {entry}";
            return await connection.ReadLineAsync(cancellation) is var answer and not "+PONG" ? $"Redis is not ready: {answer}" : null;
        }, cancellationToken);
    }

    private static string Command(params string[] words) =>
        $"*{words.Length}\r\n{string.Concat(words.Select(word => $"${System.Text.Encoding.UTF8.GetByteCount(word)}\r\n{word}\r\n"))}";
}
