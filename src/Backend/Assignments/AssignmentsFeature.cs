using LeadPlatform.Contracts.Events;
using LeadPlatform.Messaging;
using LeadPlatform.ServiceDefaults.WarmUp;

namespace LeadPlatform.Backend.Assignments;

/// <summary>Gets each qualified lead to the agent who is due.</summary>
internal static class AssignmentsFeature
{
    private const int BatchSize = 500;

    public static WebApplicationBuilder AddAssignments(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<AssignmentOptions>().BindConfiguration(AssignmentOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<RosterTables>();
        builder.Services.AddSingleton<RetrySignal>();
        builder.Services.AddSingleton<Assigner>();
        builder.Services.AddHostedService<RetryUnmatchedLeads>();
        builder.Services.AddWarmUp<AssignmentWarmUp>();
        builder.Services.AddEventConsumer<AssignQualifiedLeads>(AssignQualifiedLeads.Durable, LeadEvents.Qualified, consumer => consumer.BatchSize = BatchSize);
        builder.Services.AddEventConsumer<StopLeads>(StopLeads.DurableOfRevoked, LeadEvents.ConsentRevoked);
        builder.Services.AddEventConsumer<StopLeads>(StopLeads.DurableOfErased, LeadEvents.Erased);
        return builder;
    }
}
