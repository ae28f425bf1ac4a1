using LeadPlatform.Bench.Data.Measuring;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Contracts.Vectors;

namespace LeadPlatform.Bench.Data.Likeness;

/// <summary>One kind of search by likeness.</summary>
/// <param name="Next">Makes up one: other parameters each time. Without a body it is a GET.</param>
internal sealed record LikenessKind(string Name, Func<Asking, (string Path, LeadSearch? Search, string Token)> Next);

internal static class LikenessKinds
{
    private static readonly string[] Texts =
    [
        "teenage drivers and a speeding ticket", "moving to a new house next month", "rate was raised after a claim, wants to switch", "non smoker, twenty year term",
        "policy expires on Friday, quote today", "medicare supplement plan, turning 65", "just comparing prices", "condo with flood coverage",
    ];

    public static IReadOnlyList<LikenessKind> All { get; } =
    [
        new("similar, all leads", ask => (Similar(ask, ""), null, ask.Manager)),
        new("similar, of a line", ask => (Similar(ask, $"&line={ask.Any(Line.All)}"), null, ask.Manager)),
        new("similar, of a line and a state", ask => (Similar(ask, $"&line={ask.Any(Line.All)}&state={ask.State()}"), null, ask.Manager)),
        new("text, all leads", ask => ("/v1/leads/search", new LeadSearch($"{ask.Any(Line.All)}: {ask.Any(Texts)}", Limit: 10), ask.Manager)),
        new("text, of a time", ask => ("/v1/leads/search", new LeadSearch(ask.Any(Texts), From: ask.Lead().ReceivedAt, Limit: 10), ask.Manager)),
        new("text, of a source", ask => ("/v1/leads/search", new LeadSearch($"{ask.Any(Line.All)}: {ask.Any(Texts)}", Limit: 10), ask.Source())),
        new("text, of an agent", ask => ("/v1/leads/search", new LeadSearch($"{ask.Any(Line.All)}: {ask.Any(Texts)}", Limit: 10), ask.Agent())),
        new("text, 50 leads", ask => ("/v1/leads/search", new LeadSearch(ask.Any(Texts), Limit: 50), ask.Manager)),
    ];

    private static string Similar(Asking ask, string more) => $"/v1/leads/{ask.Lead().LeadId}/similar?limit=10{more}";
}
