using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace LeadPlatform.DataService.Caching;

/// <summary>
/// The reader's side of the cache: finds an answer, or gives a lease on it, with which one reader at a time fills in what it reads from PostgreSQL. A change takes the
/// lease away (see <see cref="LeadCacheChanges"/>), so what was read before it is never filled in after it. README.md here tells the whole protocol.
/// </summary>
internal sealed class LeadCache(RedisLinks links, LeadSeal seal, IOptions<LeadCacheOptions> options, TimeProvider time)
{
    /// <summary>First byte of a lease: nobody's answer, but a word that somebody fetches it.</summary>
    private const byte LeaseMark = 0;

    private const string Fill =
        """
        if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 'lost' end
        local filled = redis.call('INCR', KEYS[2])
        if filled == 1 then redis.call('PEXPIRE', KEYS[2], ARGV[3]) end
        if filled > tonumber(ARGV[4]) then
          redis.call('DEL', KEYS[1])
          return 'full'
        end
        redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
        return 'filled'
        """;

    /// <summary>The answer; where there is none, a lease for whoever is to fetch it, if nobody does already. Waits <see cref="LeadCacheOptions.ReadTimeout"/> at most.</summary>
    public async ValueTask<(CachedLead? Lead, LeadLease? Lease)> FindAsync(Guid leadId, CancellationToken cancellationToken)
    {
        if (links.Current is not { } link)
        {
            LeadCacheMetrics.Read("away");
            return default;
        }

        try
        {
            var (result, lead, lease) = await FindAsync(link, leadId).WaitAsync(options.Value.ReadTimeout, time, cancellationToken);
            link.Answered();
            LeadCacheMetrics.Read(result);
            return (lead, lease);
        }
        catch (Exception exception) when (RedisLink.IsFault(exception))
        {
            link.Unanswered(options.Value.Patience);
            LeadCacheMetrics.Read("failed");
            return default;
        }
    }

    /// <summary>Fills in what was read under the lease, unless the lead has changed since, or there are <see cref="LeadCacheOptions.MaxLeads"/>.</summary>
    public async Task FillAsync(LeadLease lease, Guid leadId, CachedLead lead, CancellationToken cancellationToken)
    {
        try
        {
            LeadCacheMetrics.Fill(await FillAsync(lease, seal.Seal(leadId, lead)).WaitAsync(options.Value.ReadTimeout, time, cancellationToken));
        }
        catch (Exception exception) when (RedisLink.IsFault(exception))
        {
            // Comes true later or never: neither harms, since it counts only while the lease holds.
            lease.Link.Unanswered(options.Value.Patience);
            LeadCacheMetrics.Fill("failed");
        }
    }

    public static byte[] NewToken()
    {
        var token = new byte[17];
        token[0] = LeaseMark;
        RandomNumberGenerator.Fill(token.AsSpan(1));
        return token;
    }

    public static RedisKey Key(string epoch, Guid leadId) => $"lead-cache:{epoch}:{leadId:N}";

    private async Task<(string Result, CachedLead? Lead, LeadLease? Lease)> FindAsync(RedisLink link, Guid leadId)
    {
        var (epoch, key, value) = await GetAsync(link, leadId);
        if (value is not null)
            return seal.TryOpen(leadId, value, out var lead) ? ("hit", lead, null) : ("held", null, null);
        var token = NewToken();
        return ("miss", null, await link.Database.StringSetAsync(key, token, options.Value.Lease, When.NotExists) ? new LeadLease(link, epoch, key, token) : null);
    }

    private static async Task<(string Epoch, RedisKey Key, byte[]? Value)> GetAsync(RedisLink link, Guid leadId)
    {
        while (true)
        {
            var epoch = link.Epoch;
            var key = Key(epoch, leadId);
            var values = await link.Database.StringGetAsync([RedisLink.EpochKey, key]);
            if (values[0] == epoch)
                return (epoch, key, values[1]);
            link.Follow(values[0]);
        }
    }

    private async Task<string> FillAsync(LeadLease lease, byte[] value)
    {
        // What is kept was filled in within the last TimeToLive, so in this span of it or in the one before: half of the bound for each.
        var span = time.GetUtcNow().Ticks / options.Value.TimeToLive.Ticks;
        var result = await lease.Link.Database.ScriptEvaluateAsync(
            Fill,
            [lease.Key, $"lead-cache:{lease.Epoch}:filled:{span}"],
            [lease.Token, value, (long)options.Value.TimeToLive.TotalMilliseconds, options.Value.MaxLeads / 2]);
        return (string)result!;
    }
}

/// <summary>The right to fill in the answer of one lead.</summary>
internal sealed record LeadLease(RedisLink Link, string Epoch, RedisKey Key, byte[] Token);
