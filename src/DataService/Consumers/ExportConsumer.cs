using System.Text.Json;
using LeadPlatform.Auditing;
using LeadPlatform.Contracts.Consumers;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.DataService.Contacts;
using LeadPlatform.DataService.Erasing;
using LeadPlatform.DataService.Reading;
using LeadPlatform.DataService.Storage;
using LeadPlatform.ServiceDefaults.Auditing;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace LeadPlatform.DataService.Consumers;

/// <summary><c>GET /v1/consumers/{id}/export</c>: all that is held about them, in one answer.</summary>
internal static partial class ExportConsumer
{
    internal sealed record Services(
        ConsumerLeads Consumers, LeadQueries Leads, LeadTimelines Timelines, LeadTraces Traces, ContactKeys Keys, LeadsContext Database,
        IEnumerable<IForgetsConsumers> Stores, AuditLog Audit, TimeProvider Time, ILogger<ConsumerExport> Logger);

    public static async Task<Results<Ok<ConsumerExport>, ProblemHttpResult>> HandleAsync(
        Guid id, [AsParameters] Services services, HttpContext context, CancellationToken cancellationToken)
    {
        var leadIds = await services.Consumers.FindAsync(id, cancellationToken);
        if (leadIds.Length == 0)
            return Problem.NotFound("consumer");
        await services.Audit.WriteAsync(context.Audit("consumer", id, $"{leadIds.Length} leads"), cancellationToken);

        var leads = await services.Leads.FindAsync(leadIds, cancellationToken);
        var revocations = await services.Database.Set<ConsentRevocation>().AsNoTracking().Where(row => leadIds.Contains(row.LeadId)).ToDictionaryAsync(row => row.LeadId, cancellationToken);
        var traces = await services.Traces.CountAsync(leads, cancellationToken);
        var exported = new List<ExportedConsumerLead>(leads.Count);
        foreach (var lead in leads.OrderBy(lead => lead.LeadId))
        {
            var (idempotencyKeys, matchedBy) = traces[lead.LeadId];
            exported.Add(new ExportedConsumerLead(
                lead, revocations.TryGetValue(lead.LeadId, out var revocation) ? revocation.ToView() : null,
                await services.Timelines.ReadAsync(lead.LeadId, lead.ReceivedAt, lead.Line, lead.Contact.Address.State, cancellationToken), idempotencyKeys, matchedBy));
        }

        var hold = await services.Database.Set<LegalHold>().AsNoTracking().SingleOrDefaultAsync(row => row.ConsumerId == id, cancellationToken);
        var erasure = await services.Database.Set<Erasure>().AsNoTracking().SingleOrDefaultAsync(row => row.ConsumerId == id, cancellationToken);
        var export = new ConsumerExport(
            id, services.Time.GetUtcNow(), exported, await SuppressionsAsync(leads, services, cancellationToken),
            hold is null ? null : new LegalHoldView(id, hold.Reason, hold.SetBy, hold.SetAt), erasure?.ErasedAt, await StoresAsync(leadIds, services, cancellationToken));
        context.Response.Headers.CacheControl = "no-store";
        Log.Exported(services.Logger, id, leads.Count, context.User.Caller().Subject);
        return TypedResults.Ok(export);
    }

    private static async Task<List<ExportedSuppression>> SuppressionsAsync(List<LeadView> leads, Services services, CancellationToken cancellationToken)
    {
        Guid[] keys =
        [
            .. leads.Select(lead => lead.Contact.Phone).OfType<string>().Distinct().Select(services.Keys.OfPhone),
            .. leads.Select(lead => lead.Contact.Email).OfType<string>().Distinct().Select(services.Keys.OfEmail),
        ];
        return await services.Database.Suppressions.AsNoTracking().Where(row => keys.Contains(row.Key)).OrderBy(row => row.CreatedAt)
            .Select(row => new ExportedSuppression(row.Kind, row.Origin, row.CreatedAt, row.ExpiresAt)).ToListAsync(cancellationToken);
    }

    private static async Task<Dictionary<string, JsonElement>> StoresAsync(Guid[] leadIds, Services services, CancellationToken cancellationToken)
    {
        var told = new Dictionary<string, JsonElement>();
        foreach (var store in services.Stores)
        {
            if (await store.TellAsync(leadIds, cancellationToken) is { } held)
                told[store.Name] = JsonElement.Parse(held.ToJsonString());
        }

        return told;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2523, Level = LogLevel.Information, Message = "All that is held about consumer {ConsumerId} ({Leads} leads) was exported for {Subject}")]
        public static partial void Exported(ILogger logger, Guid consumerId, int leads, string subject);
    }
}
