using LeadPlatform.DataService.Reading;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace LeadPlatform.DataService.Caching;

/// <summary>
/// The writer's side of the cache. Whoever changes leads says so before the commit (<see cref="SuspectAsync"/>), so that a crash right after it leaves nothing stale, and
/// after it (<see cref="RefreshAsync"/>), which writes the new state through for those that are read at all: of most leads nobody has asked, and nothing is done for them.
/// </summary>
internal sealed class LeadCacheChanges(RedisLinks links, LeadCache cache, LeadQueries leads, ForgetSignal others, IOptions<LeadCacheOptions> options, TimeProvider time)
{
    /// <summary>Keys in one script, so that Redis answers others in between: each takes it a microsecond.</summary>
    private const int KeysPerScript = 500;

    // The leads that are cached, or being fetched by a reader, become leased to the writer. A writer that is in another epoch than the others must not miss theirs.
    private const string Take =
        """
        local epoch = redis.call('GET', KEYS[1])
        if epoch ~= ARGV[1] then return epoch end
        local held = {}
        for i = 2, #KEYS do
          if redis.call('SET', KEYS[i], ARGV[2], 'XX', 'PX', ARGV[3]) then held[#held + 1] = i - 2 end
        end
        return held
        """;

    /// <summary>The leads are about to change: what is cached of them is served no more.</summary>
    public async Task SuspectAsync(Guid[] leadIds, CancellationToken cancellationToken) => await TakeAsync(leadIds, cancellationToken);

    /// <summary>The change of the leads is committed: what is cached of them is the new state, or nothing.</summary>
    public async Task RefreshAsync(Guid[] leadIds, CancellationToken cancellationToken)
    {
        if (await TakeAsync(leadIds, cancellationToken) is not { } held)
        {
            await others.AskAsync(leadIds, cancellationToken);
            return;
        }

        if (held.Count == 0)
            return;
        var fresh = await leads.FindAsync([.. held.Keys], cancellationToken);
        await Task.WhenAll(fresh.Select(lead => cache.FillAsync(held[lead.LeadId], lead.LeadId, CachedLead.Of(lead), cancellationToken)));
    }

    /// <summary>Leases the leads that are in the cache.</summary>
    /// <returns>The leases; null where Redis could not be told.</returns>
    private async Task<Dictionary<Guid, LeadLease>?> TakeAsync(Guid[] leadIds, CancellationToken cancellationToken)
    {
        var held = new Dictionary<Guid, LeadLease>();
        foreach (var some in leadIds.Chunk(KeysPerScript))
        {
            if (links.Current is not { } link)
                return null;
            try
            {
                await TakeAsync(link, some, held).WaitAsync(options.Value.WriteTimeout, time, cancellationToken);
            }
            catch (Exception exception) when (RedisLink.IsFault(exception))
            {
                link.Lose(exception.GetType().Name);
                return null;
            }
        }

        return held;
    }

    private async Task TakeAsync(RedisLink link, Guid[] leadIds, Dictionary<Guid, LeadLease> held)
    {
        while (true)
        {
            var (epoch, token) = (link.Epoch, LeadCache.NewToken());
            var keys = new RedisKey[leadIds.Length + 1];
            keys[0] = RedisLink.EpochKey;
            for (var i = 0; i < leadIds.Length; i++)
                keys[i + 1] = LeadCache.Key(epoch, leadIds[i]);
            var result = await link.Database.ScriptEvaluateAsync(Take, keys, [epoch, token, (long)options.Value.Lease.TotalMilliseconds]);
            if (result.Resp3Type != ResultType.Array)
            {
                link.Follow((RedisValue)result);
                continue;
            }

            foreach (var index in (int[])result!)
                held[leadIds[index]] = new LeadLease(link, epoch, keys[index + 1], token);
            return;
        }
    }
}
