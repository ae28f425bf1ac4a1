using LeadPlatform.Bench.Data.Inventing;
using LeadPlatform.DataService.Reading;
using Npgsql;

namespace LeadPlatform.Bench.Data.Measuring;

/// <summary>One kind of query.</summary>
/// <param name="Next">Makes up one: other parameters each time.</param>
/// <param name="Statement">Gives the statement behind a path where it is not one of EF Core, whose statements are seen on their way.</param>
internal sealed record QueryKind(string Name, Func<Asking, (string Path, string Token)> Next, Func<LeadQueries, string, NpgsqlCommand>? Statement = null);

/// <summary>What queries are made up from.</summary>
internal sealed class Asking(StoredLeads leads, ServiceUnderTest service, ulong seed)
{
    private readonly Dictionary<Guid, string> _tokens = [];
    private Dice _dice = new(seed);

    public string Manager { get; } = service.Manager();

    public Market Market => leads.Market;

    /// <summary>Any lead that is stored.</summary>
    public StoredLead Lead() => leads[_dice.Below(leads.Count)];

    public T Any<T>(IReadOnlyList<T> of) => _dice.Of(of);

    /// <summary>Any state, rare ones as often as others.</summary>
    public string State() => _dice.Of(Market.Places.States);

    public string Agent() => Token(_dice.Of(Market.Agents).Id, service.Agent);

    /// <summary>Any source, those with a third of all leads as often as those with a few thousand.</summary>
    public string Source()
    {
        var source = _dice.Of(Market.Sources.Items);
        return Token(source.Id, id => service.Source(id, source.PublisherId));
    }

    /// <summary>A cursor anywhere in all leads.</summary>
    public string Cursor() => LeadCursor.Format(Lead().LeadId);

    public string Time() => Uri.EscapeDataString(Lead().ReceivedAt.ToString("O"));

    private string Token(Guid id, Func<Guid, string> make)
    {
        if (!_tokens.TryGetValue(id, out var token))
            _tokens.Add(id, token = make(id));
        return token;
    }
}
