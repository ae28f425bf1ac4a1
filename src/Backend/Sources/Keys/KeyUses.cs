using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Npgsql;

namespace LeadPlatform.Backend.Sources.Keys;

/// <summary>
/// Notes in memory when keys were used, and writes all of it in one statement every <see cref="KeyOptions.WriteUsesEvery"/> and at the stop: a look-up costs no write.
/// What a crash takes is told again by the next use.
/// </summary>
internal sealed partial class KeyUses(NpgsqlDataSource database, IOptions<KeyOptions> options, TimeProvider time, ILogger<KeyUses> logger) : BackgroundService
{
    private const string Write =
        """
        update api_key k set last_used_at = u.at from unnest($1, $2) as u (key_id, at)
        where k.key_id = u.key_id and (k.last_used_at is null or k.last_used_at < u.at)
        """;

    // Bounded by the keys there are: only those that were found are noted.
    private readonly ConcurrentDictionary<string, DateTimeOffset> _uses = new();

    public void Note(string keyId, DateTimeOffset at) => _uses[keyId] = at;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.WriteUsesEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await WriteAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            await WriteAsync(limit.Token);
        }
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        var noted = _uses.ToArray();
        if (noted.Length == 0)
            return;
        try
        {
            await using var command = database.CreateCommand(Write);
            command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Array.ConvertAll(noted, use => use.Key) });
            command.Parameters.Add(new NpgsqlParameter<DateTime[]> { TypedValue = Array.ConvertAll(noted, use => use.Value.UtcDateTime) });
            await command.ExecuteNonQueryAsync(cancellationToken);
            // What was used again meanwhile stays.
            foreach (var use in noted)
                _uses.TryRemove(use);
        }
        catch (Exception exception) when (exception is NpgsqlException or OperationCanceledException)
        {
            Log.NotWritten(logger, noted.Length, exception.GetType().Name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2210, Level = LogLevel.Warning, Message = "When {Count} keys were last used could not be written ({ExceptionType}); it is tried again")]
        public static partial void NotWritten(ILogger logger, int count, string exceptionType);
    }
}
