using LeadPlatform.Messaging.Consuming;
using LeadPlatform.Messaging.Events;
using Microsoft.Extensions.Options;

namespace LeadPlatform.DataService.Vectors.Keeping;

/// <summary>Makes the vectors of leads that were received, behind their capture. An event that comes twice changes nothing. With another model than the built-in one the Orchestrator puts them.</summary>
internal sealed class EmbedLeads(LeadContents leads, VectorStore vectors, IOptions<VectorOptions> options) : IEventHandler
{
    public const string Durable = "dataservice-vectors";

    public async Task<IReadOnlyList<Outcome>> HandleAsync(IReadOnlyList<ReceivedEvent> events, CancellationToken cancellationToken)
    {
        if (options.Value.IsLocalModel)
        {
            using var activity = VectorMetrics.Activities.StartActivity("embed leads");
            activity?.SetTag("messaging.batch.message_count", events.Count);
            var made = await leads.EmbedAsync([.. events.Select(one => one.LeadId).Distinct()], cancellationToken);
            await vectors.WriteAsync(made, cancellationToken);
        }

        return Outcome.AllDone(events.Count);
    }
}
