using LeadPlatform.Contracts.Leads;
using Microsoft.Extensions.Options;

namespace LeadPlatform.DataService.Graph;

/// <summary>Asks the graph about leads that are being qualified. It is never worth waiting for: without an answer in time there are no signals.</summary>
internal sealed partial class SignalReader(ILeadGraph graph, GraphKeys keys, IOptions<GraphOptions> options, TimeProvider time, ILogger<SignalReader> logger)
{
    /// <returns>Signals in the order of the leads; null where the graph could not be asked.</returns>
    public async Task<IReadOnlyList<QualificationSignals>?> OfAsync(List<LeadView> leads, CancellationToken cancellationToken)
    {
        if (leads.Count == 0)
            return [];
        using var timeout = new CancellationTokenSource(options.Value.SignalsTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return await GraphMetrics.MeasureAsync("signals", graph.SignalsAsync(leads.ConvertAll(Of), either.Token));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            GraphMetrics.SignalsMissed.Add(leads.Count);
            Log.Missed(logger, leads.Count, exception.GetType().Name);
            return null;
        }
    }

    private GraphLead Of(LeadView lead) => keys.Of(
        new LeadFacts(lead.LeadId, lead.Line, lead.Contact.Address.State, lead.Contact.Address.PostalCode, lead.SourceId),
        lead.Contact.FirstName, lead.Contact.LastName, lead.Contact.Phone, lead.Contact.Email, lead.Contact.Address.Street, lead.Consent.Ip);

    private static partial class Log
    {
        [LoggerMessage(EventId = 1502, Level = LogLevel.Warning, Message = "{Count} leads are qualified without the graph ({ExceptionType})")]
        public static partial void Missed(ILogger logger, int count, string exceptionType);
    }
}
