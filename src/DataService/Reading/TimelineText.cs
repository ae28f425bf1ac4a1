using System.Text.Json;
using LeadPlatform.Contracts.Events;

namespace LeadPlatform.DataService.Reading;

/// <summary>An event in words.</summary>
internal static class TimelineText
{
    public static string Of(string type, JsonElement data) => type switch
    {
        LeadEvents.Qualified => $"Qualified with {Score(data)}",
        LeadEvents.Disqualified => $"Disqualified ({Words(data, "reason")}) with {Score(data)}",
        LeadEvents.Amended when Value(data, "cause") == AmendmentCause.Retry => $"Qualified once more, now with {Score(data)}",
        LeadEvents.Amended => $"Amended by the analysis of what the consumer wrote, now with {Score(data)}",
        LeadEvents.Assigned => $"Assigned to {Value(data, "agentName")}",
        LeadEvents.Unmatched => Value(data, "reason") switch
        {
            UnmatchedReason.NoLicence => "Unmatched: nobody holds a licence for this line and state",
            UnmatchedReason.NoneAvailable => "Unmatched: no licensed agent is available now",
            UnmatchedReason.NoCapacity => "Unmatched: every licensed agent has used today's capacity",
            _ => "Unmatched",
        },
        LeadEvents.DispositionSet when Value(data, "reason").Length > 0 => $"Marked {Words(data, "outcome")} ({Words(data, "reason")})",
        LeadEvents.DispositionSet => $"Marked {Words(data, "outcome")}",
        LeadEvents.ConsentRevoked => "Consent withdrawn: nobody may act on it any more",
        LeadEvents.Erased => "The consumer was erased",
        _ => type,
    };

    private static string Score(JsonElement data) =>
        data.TryGetProperty("qualification", out var qualification)
            ? $"{qualification.GetProperty("score").GetInt32()} of 100 ({Value(qualification, "band")})"
            : "no score";

    private static string Words(JsonElement data, string member) => Value(data, member).Replace('_', ' ');

    private static string Value(JsonElement data, string member) =>
        data.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
