using LeadPlatform.Contracts.Leads;
using LeadPlatform.DataService.Reading;

namespace LeadPlatform.Bench.Data.Measuring;

/// <summary>Every way in which leads are read.</summary>
internal static class QueryKinds
{
    private static readonly string[] Rare = [LeadStatus.Suppressed, LeadStatus.Qualified, LeadStatus.Received];

    public static IReadOnlyList<QueryKind> All { get; } =
    [
        List("list", _ => ""),
        List("list, any depth", ask => $"cursor={ask.Cursor()}"),
        List("status", ask => $"status={ask.Any(LeadStatus.All)}"),
        List("line", ask => $"line={ask.Any(Line.All)}"),
        List("state", ask => $"state={ask.State()}"),
        List("from and to", ask => $"from={ask.Time()}&to={ask.Time()}"),
        List("from", ask => $"from={ask.Time()}"),
        List("two statuses", ask => $"status={ask.Any(LeadStatus.All)},{ask.Any(LeadStatus.All)}"),
        List("three states", ask => $"state={ask.State()},{ask.State()},{ask.State()}"),
        List("status, line", ask => $"status={ask.Any(LeadStatus.All)}&line={ask.Any(Line.All)}"),
        List("status, line, state", ask => $"status={ask.Any(LeadStatus.All)}&line={ask.Any(Line.All)}&state={ask.State()}"),
        List("status, line, state, any depth", ask => $"status={ask.Any(LeadStatus.All)}&line={ask.Any(Line.All)}&state={ask.State()}&cursor={ask.Cursor()}"),
        List("status, any depth", ask => $"status={ask.Any(LeadStatus.All)}&cursor={ask.Cursor()}"),
        List("status, to", ask => $"status={ask.Any(LeadStatus.All)}&to={ask.Time()}"),
        List("rare status, rare line, state", ask => $"status={ask.Any(Rare)}&line=commercial&state={ask.State()}"),
        Own("source", ask => ask.Source(), _ => ""),
        Own("source, any depth", ask => ask.Source(), ask => $"cursor={ask.Cursor()}"),
        Own("source, status", ask => ask.Source(), ask => $"status={ask.Any(LeadStatus.All)}"),
        Own("source, state", ask => ask.Source(), ask => $"state={ask.State()}"),
        Own("source, status, line, state", ask => ask.Source(), ask => $"status={ask.Any(LeadStatus.All)}&line={ask.Any(Line.All)}&state={ask.State()}"),
        Own("agent", ask => ask.Agent(), _ => ""),
        Own("agent, any depth", ask => ask.Agent(), ask => $"cursor={ask.Cursor()}"),
        Own("agent, status, line, state", ask => ask.Agent(), ask => $"status={ask.Any(LeadStatus.All)}&line={ask.Any(Line.All)}&state={ask.State()}"),
        Search("first name", ask => ask.Lead().Person.FirstName),
        Search("last name", ask => ask.Lead().Person.LastName),
        Search("name", ask => ask.Lead().Person.Name),
        Search("two names that are not one", ask => $"{ask.Lead().Person.FirstName} {ask.Lead().Person.LastName}"),
        Search("e-mail", ask => ask.Lead().Person.Email!),
        Search("phone", ask => ask.Lead().Person.Phone!),
        Search("lead id", ask => ask.Lead().LeadId.ToString()),
        Search("nobody", _ => "Nobody Atall"),
        Search("name, any depth", ask => ask.Lead().Person.FirstName, ask => $"&cursor={ask.Cursor()}"),
        Search("name, status, line, state", ask => ask.Lead().Person.LastName, ask => $"&status={ask.Any(LeadStatus.All)}&line={ask.Any(Line.All)}&state={ask.State()}"),
        new("search: agent's, name", ask => (List(Q(ask.Lead().Person.FirstName)), ask.Agent())),
        new("search: source's, name", ask => (List(Q(ask.Lead().Person.LastName)), ask.Source())),
        new("lead", ask => ($"/v1/leads/{ask.Lead().LeadId}", ask.Manager), (leads, path) => leads.FindCommand(Guid.Parse(path.Split('/')[^1]), LeadVisibility.Everything)),
        new("timeline", ask => ($"/v1/leads/{ask.Lead().LeadId}/timeline", ask.Manager)),
    ];

    private static QueryKind List(string name, Func<Asking, string> query) => new(name, ask => (List(query(ask)), ask.Manager));

    private static QueryKind Own(string name, Func<Asking, string> whose, Func<Asking, string> query) => new(name, ask => (List(query(ask)), whose(ask)));

    private static QueryKind Search(string name, Func<Asking, string> text, Func<Asking, string>? more = null) =>
        new($"search: {name}", ask => (List(Q(text(ask)) + more?.Invoke(ask)), ask.Manager));

    private static string List(string query) => $"/v1/leads?limit=50&{query}";

    private static string Q(string text) => $"q={Uri.EscapeDataString(text)}";
}
