using LeadPlatform.Contracts.Events;
using LeadPlatform.Messaging;
using LeadPlatform.Orchestrator.Providers;
using LeadPlatform.Orchestrator.Workflow;

namespace LeadPlatform.Orchestrator.Analysing;

internal static class AnalysingExtensions
{
    /// <summary>Name of the durable consumer that amends leads for which an answer came late. There is none where nobody is asked.</summary>
    public const string Consumer = "orchestrator-amendment";

    public static void AddAnalysing(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<AnswerCache>();
        builder.Services.AddSingleton<Analyst>();
        builder.Services.AddSingleton<ILeadStep, AnalyseStep>();
        if (builder.ReadAi().AsksNobody)
            return;
        builder.Services.AddEventConsumer<AmendQualifications>(Consumer, LeadEvents.Qualified, consumer =>
        {
            // Few at a time: what is under way for them is taken from leads that still wait.
            (consumer.BatchSize, consumer.Batches) = (20, 4);
            consumer.AckWait = TimeSpan.FromMinutes(3);
            consumer.RetryDelay = TimeSpan.FromSeconds(5);
        });
    }
}
