using LeadPlatform.Contracts.Events;
using LeadPlatform.Messaging;
using LeadPlatform.Orchestrator.Providers;
using LeadPlatform.ServiceDefaults.Calls;
using LeadPlatform.ServiceDefaults.WarmUp;

namespace LeadPlatform.Orchestrator.Consuming;

internal static class QualifyingExtensions
{
    /// <summary>Name of the durable consumer: all instances share its work.</summary>
    public const string Consumer = "orchestrator-qualification";

    public static void AddQualifying(this WebApplicationBuilder builder)
    {
        builder.AddServiceClient<LeadInputs>("dataservice");
        builder.Services.AddSingleton<QualificationMetrics>();
        builder.Services.AddWarmUp<QualifyingWarmUp>();
        builder.Services.AddEventConsumer<QualifyLeads>(Consumer, LeadEvents.Received, consumer =>
        {
            consumer.BatchSize = 200;
            // Where batches wait for answers, the next leads must not wait with them.
            if (builder.ReadAi() is { AsksNobody: false })
                (consumer.BatchSize, consumer.Batches) = (50, 16);
        });
    }
}
