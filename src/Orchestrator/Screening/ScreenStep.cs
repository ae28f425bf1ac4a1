using LeadPlatform.Contracts.Leads;
using LeadPlatform.Orchestrator.Qualifying;
using LeadPlatform.Orchestrator.Qualifying.Signals;
using LeadPlatform.Orchestrator.Workflow;

namespace LeadPlatform.Orchestrator.Screening;

/// <summary>Is there a person, may they be called, and is this more than noise? Finds the grounds on which nobody should get a lead.</summary>
internal sealed class ScreenStep : ILeadStep
{
    // Unreachable reads what the two before it found. The first ground names the verdict.
    private static readonly ISignal[] Signals =
    [
        new PhonePlausibility(), new EmailPlausibility(), new PhonePlace(), new ConsentFreshness(), new ConsentChannels(), new Velocity(), new SharedContacts(),
        new TestData(), new ContactRefused(), new ConsentPolicy(), new Unreachable(), new UnderAge(),
    ];

    public string Name => StepName.Screen;

    public ValueTask<StepResult> RunAsync(LeadCase lead, CancellationToken cancellationToken)
    {
        foreach (var signal in Signals)
            signal.Read(lead.Facts, lead.Findings);
        return new(lead.Findings.Ground is { } ground ? StepResult.Done with { Reason = ground } : StepResult.Done);
    }
}
