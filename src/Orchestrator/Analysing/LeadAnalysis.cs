using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.Orchestrator.Analysing;

/// <summary>What an AI made of the consumer's words. Nothing in it is text of the model's own: every member is one of a closed list or a number in a range.</summary>
/// <param name="Intent">One of <see cref="QualificationIntent"/>.</param>
/// <param name="Urgency">One of <see cref="QualificationUrgency"/>.</param>
/// <param name="Adjustment">Points it would add (or take, negative), -20 to 20, before the decide step's bounds.</param>
/// <param name="Topics">Of <see cref="AnalysisTopic"/>, each once.</param>
/// <param name="Provider">Name of the provider that answered, as configured.</param>
/// <param name="Model">Model that answered, as configured.</param>
internal sealed record LeadAnalysis(string Intent, string Urgency, int Adjustment, IReadOnlyList<string> Topics, string Provider, string Model)
{
    public const int MaxAdjustment = 20;
}

/// <summary>What a consumer may write about, as far as agents want to know at a glance.</summary>
internal static class AnalysisTopic
{
    private static readonly Dictionary<string, string> Words = new()
    {
        ["new_home"] = "a new home",
        ["new_vehicle"] = "a new vehicle",
        ["marriage"] = "a marriage",
        ["new_child"] = "a child",
        ["retirement"] = "retirement",
        ["new_job"] = "a new job",
        ["lost_coverage"] = "cover that was lost",
        ["price_increase"] = "a higher premium",
        ["claim"] = "a claim",
        ["bad_service"] = "bad service",
        ["bundle"] = "several policies at once",
        ["young_driver"] = "a young driver",
        ["health_condition"] = "a health condition",
        ["business_growth"] = "a growing business",
        ["call_time"] = "when to call",
        ["prefers_messages"] = "messages instead of calls",
        ["prefers_spanish"] = "a wish to speak Spanish",
        ["unclear"] = "something unclear",
    };

    public static IReadOnlyCollection<string> All => Words.Keys;

    public static string InWords(string topic) => Words[topic];
}
