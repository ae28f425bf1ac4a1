using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.Orchestrator.Qualifying.Signals;

/// <summary>What the consumer is after: in their words first, else by whether they are insured now.</summary>
internal sealed class IntentWords : ISignal
{
    private static readonly string[] Information =
        ["just comparing", "just looking", "just browsing", "just researching", "only looking", "for information", "just curious", "solo comparando", "solo información", "solo informacion"];

    private static readonly string[] Switch =
    [
        "raised my rate", "raised my rates", "raised my premium", "rate went up", "rates went up", "premium went up", "current carrier", "current insurer", "my carrier", "switch", "switching",
        "cheaper", "better rate", "better price", "lower rate", "save money", "too expensive", "overpaying", "dropped me", "non renewed", "nonrenewed", "cambiar de seguro", "más barato", "mas barato",
    ];

    private static readonly string[] Renewal = ["expires", "expiring", "expire", "renew", "renewal", "renews", "up for renewal", "vence", "renovar", "renovación", "renovacion", "policy ends"];

    public void Read(LeadFacts lead, Findings findings)
    {
        if (lead.Text.HasAny(Information))
        {
            findings.Intent = QualificationIntent.Information;
            findings.Add("only_comparing", -6, "The consumer is only comparing.");
        }
        else if (lead.Text.HasAny(Renewal))
        {
            findings.Intent = QualificationIntent.Renewal;
            findings.Add("policy_ends", 8, "The consumer's policy is about to end.");
        }
        else if (lead.Text.HasAny(Switch))
        {
            findings.Intent = QualificationIntent.Switch;
            findings.Add("wants_to_switch", 8, "The consumer is unhappy with their carrier.");
        }
        else if (lead.Details.Flag("currentlyInsured") is true)
        {
            findings.Intent = QualificationIntent.Switch;
            findings.Add("insured_and_asking", 3, "The consumer is insured and asks elsewhere.");
        }
    }
}
