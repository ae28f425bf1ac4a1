using System.Text.Json;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.Orchestrator.Reading;

/// <summary>Finds the runs in a lead's timeline.</summary>
internal static class QualificationRuns
{
    private const string First = "received";

    public static IReadOnlyList<QualificationRun> In(IReadOnlyList<TimelineItem> timeline) => [.. timeline.Select(Read).OfType<QualificationRun>()];

    private static QualificationRun? Read(TimelineItem item) => item switch
    {
        { Type: LeadEvents.Qualified, Data: { } data } when data.Deserialize(EventJson.Default.LeadQualified) is { } it => Run(item, First, it.Qualification, null, it.Steps),
        { Type: LeadEvents.Disqualified, Data: { } data } when data.Deserialize(EventJson.Default.LeadDisqualified) is { } it => Run(item, First, it.Qualification, it.Reason, it.Steps),
        { Type: LeadEvents.Amended, Data: { } data } when data.Deserialize(EventJson.Default.LeadAmended) is { } it => Run(item, it.Cause, it.Qualification, null, it.Steps),
        _ => null,
    };

    private static QualificationRun Run(TimelineItem item, string cause, Qualification found, string? ground, IReadOnlyList<QualificationStep>? steps) =>
        new(item.At, cause, found.Revision ?? 0, found.Score, found.Model, ground, steps ?? []);
}
