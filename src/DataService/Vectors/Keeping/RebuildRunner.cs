using LeadPlatform.Contracts.Vectors;
using LeadPlatform.DataService.Storage;
using LeadPlatform.Messaging.Pacing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace LeadPlatform.DataService.Vectors.Keeping;

/// <summary>
/// Works off a rebuild, a page of leads at a time, between the steps of the follower and on the same instance, so that what a page puts into the new index is never older than what the follower
/// put there. Where the instance dies, the next one goes on after the last page.
/// </summary>
internal sealed partial class RebuildRunner(
    IServiceScopeFactory scopes, LeadContents leads, VectorStore store, AskedEmbeddings asked, ILeadVectors index, Pace pace, IOptions<VectorOptions> options, TimeProvider time, ILogger<RebuildRunner> logger)
{
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(1);

    /// <summary>The index that is built beside; null where none is.</summary>
    public async Task<string?> TargetAsync(CancellationToken cancellationToken)
    {
        if (index is not IRebuildsBeside)
            return null;
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<LeadsContext>();
        return await context.VectorRebuilds.Where(row => row.Status == RebuildStatus.Running).Select(row => row.Target).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Goes on with a rebuild, if there is one, for a second; then the follower has its turn.</summary>
    /// <returns>Whether there is more to do.</returns>
    public async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<LeadsContext>();
        if (await context.VectorRebuilds.SingleOrDefaultAsync(row => row.Status == RebuildStatus.Running, cancellationToken) is not { } rebuild)
            return false;
        var beside = index as IRebuildsBeside;
        if (rebuild.Model != options.Value.Model || (rebuild.Target is not null && beside is null))
        {
            // It was asked for under other settings.
            await EndAsync(context, rebuild, RebuildStatus.Abandoned, cancellationToken);
            return false;
        }

        if (beside is not null && rebuild.Target is null)
        {
            rebuild.Target = await beside.BeginAsync(cancellationToken);
            await context.SaveChangesAsync(cancellationToken);
            // From here on the follower writes into both: first it must know.
            return true;
        }

        var page = options.Value.IsLocalModel ? options.Value.BatchSize : Math.Min(options.Value.BatchSize, LeadsToEmbed.MaxIds);
        for (var started = time.GetTimestamp(); time.GetElapsedTime(started) < Slice;)
        {
            var ids = await NextAsync(context, rebuild.LastLeadId, await pace.NextBehindLeadsAsync(page, cancellationToken), cancellationToken);
            if (ids.Length == 0)
            {
                if (beside is not null)
                    await beside.SwitchAsync(rebuild.Target!, cancellationToken);
                await EndAsync(context, rebuild, RebuildStatus.Done, cancellationToken);
                return false;
            }

            if (options.Value.IsLocalModel)
                await store.WriteAsync(await leads.EmbedAsync(ids, cancellationToken), cancellationToken);
            else if (!await asked.TryAsync(await store.WithoutAsync(ids, cancellationToken), cancellationToken))
                return false;
            if (beside is not null)
                await beside.UpsertAsync(rebuild.Target!, (await store.OfAsync(ids, cancellationToken)).Points, cancellationToken);
            (rebuild.LastLeadId, rebuild.Done) = (ids[^1], rebuild.Done + ids.Length);
            await context.SaveChangesAsync(cancellationToken);
        }

        return true;
    }

    private static Task<Guid[]> NextAsync(LeadsContext context, Guid? after, int count, CancellationToken cancellationToken)
    {
        var last = after ?? Guid.Empty;
        return context.Leads.AsNoTracking().Where(lead => lead.LeadId.CompareTo(last) > 0).OrderBy(lead => lead.LeadId).Select(lead => lead.LeadId).Take(count).ToArrayAsync(cancellationToken);
    }

    private async Task EndAsync(LeadsContext context, VectorRebuild rebuild, string status, CancellationToken cancellationToken)
    {
        (rebuild.Status, rebuild.EndedAt) = (status, time.GetUtcNow());
        await context.SaveChangesAsync(cancellationToken);
        Log.Ended(logger, rebuild.RebuildId, status, rebuild.Done, (rebuild.EndedAt.Value - rebuild.StartedAt).TotalSeconds);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1805, Level = LogLevel.Information, Message = "Rebuild {RebuildId} of the vectors is {Status} after {Leads} leads and {Seconds} s")]
        public static partial void Ended(ILogger logger, Guid rebuildId, string status, long leads, double seconds);
    }
}
