using LeadPlatform.Backend.Storage;
using LeadPlatform.ServiceDefaults.PlatformKeys;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace LeadPlatform.Backend.Identity.Keys;

/// <summary>
/// Makes the next key before it is needed, retires the one before it, removes those whose tokens have all expired, and wraps with the current platform key.
/// Every instance runs it; a lock lets one work at a time.
/// </summary>
internal sealed partial class KeyRotation(
    IServiceScopeFactory scopes,
    KeyRing ring,
    PlatformKeyRing platform,
    IOptions<KeyOptions> keys,
    IOptions<TokenOptions> tokens,
    TimeProvider time,
    ILogger<KeyRotation> logger) : BackgroundService
{
    private const long Lock = 0x4c50_6964_6b65_7973;

    /// <summary>Refresh tokens and codes are signed and encrypted too, so a key outlives the longest of all tokens.</summary>
    private TimeSpan Keep => new[] { tokens.Value.Refresh, tokens.Value.ClientAccess, tokens.Value.UserAccess, tokens.Value.KeyAccess }.Max() + TimeSpan.FromDays(1);

    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        await using (var scope = scopes.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<BackendDb>();
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({Lock})", cancellationToken);
            var rows = await db.IdentityKeys.ToListAsync(cancellationToken);
            var now = time.GetUtcNow();
            foreach (var use in rows.GroupBy(k => k.Use))
                Rotate(db, [.. use.OrderBy(k => k.Start)], now);
            if (rows.Count(k => k.Rewrap(platform)) is > 0 and var rewrapped)
                Log.Rewrapped(logger, rewrapped, platform.Current.Id);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        await ring.LoadAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(keys.Value.CheckEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.Failed(logger, exception);
            }
        }
    }

    private void Rotate(BackendDb db, List<IdentityKey> oldestFirst, DateTimeOffset now)
    {
        for (var i = 0; i < oldestFirst.Count - 1; i++)
        {
            if (oldestFirst[i].RetiredAt is null && oldestFirst[i + 1].Start <= now)
                oldestFirst[i].RetiredAt = oldestFirst[i + 1].Start;
        }

        foreach (var ended in oldestFirst.Where(k => k.RetiredAt + Keep <= now))
        {
            db.IdentityKeys.Remove(ended);
            Log.Removed(logger, ended.KeyId);
        }

        var newest = oldestFirst[^1];
        if (newest.Start + keys.Value.RotateEvery > now + keys.Value.PublishAhead)
            return;
        var next = KeyMaterial.NewKey(newest.Use, keys.Value.Algorithm, platform, now, now + keys.Value.PublishAhead);
        db.IdentityKeys.Add(next);
        Log.Made(logger, next.KeyId, next.Start);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2120, Level = LogLevel.Information, Message = "Key {KeyId} of the token server is published; it is used from {From} on")]
        public static partial void Made(ILogger logger, string keyId, DateTimeOffset from);

        [LoggerMessage(EventId = 2121, Level = LogLevel.Information, Message = "Key {KeyId} of the token server is removed: what it signed has expired")]
        public static partial void Removed(ILogger logger, string keyId);

        [LoggerMessage(EventId = 2122, Level = LogLevel.Information, Message = "{Count} keys of the token server are wrapped with platform key {PlatformKeyId}")]
        public static partial void Rewrapped(ILogger logger, int count, string platformKeyId);

        [LoggerMessage(EventId = 2123, Level = LogLevel.Error, Message = "The keys of the token server were not looked after; the next try is at the next check")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
