using LeadPlatform.Contracts.Leads;
using LeadPlatform.Frontend.Console.Leads.Live;
using LeadPlatform.Frontend.Console.Reader;
using LeadPlatform.Frontend.Gateway;

namespace LeadPlatform.Frontend.Console.Leads.Inbox;

/// <summary>
/// The list a reader works through. It lives as long as the circuit, so a lead opened from it knows its neighbours and the way back shows the
/// list as it was left.
/// </summary>
internal sealed class LeadInbox(LeadsApi api, ReaderSettings reader)
{
    public const int PageSize = 50;

    /// <summary>Past it a list that grows at its top starts anew: a circuit is memory.</summary>
    private const int MostRows = 1000;

    /// <summary>Newest pages read to find the way down to a known row.</summary>
    private const int MostNewPages = 4;

    /// <summary>Changed rows far down that are read one by one.</summary>
    private const int MostSingles = 10;

    private readonly LeadRows _rows = new();
    private string? _next;
    private bool _loaded;

    public LeadFilter Filter { get; private set; } = LeadFilter.None;

    public IReadOnlyList<LeadListItem> Rows => _rows.Shown;

    /// <summary>New leads above the list that are not shown yet.</summary>
    public int Waiting => _rows.Waiting;

    /// <summary>More leads came than were read: the true number is higher.</summary>
    public bool WaitingIsMore { get; private set; }

    public bool HasMore => _next is not null;

    /// <summary>Where the next page begins.</summary>
    public string? Cursor => _next;

    public bool IsLoaded(LeadFilter filter) => _loaded && Filter == filter;

    /// <summary>Takes a first page that was read before, by the prerendering of the page.</summary>
    public void Take(LeadFilter filter, Page<LeadListItem> page)
    {
        Filter = filter;
        _rows.Replace(page.Items);
        (_next, _loaded, WaitingIsMore) = (page.NextCursor, true, false);
    }

    public async Task<Refusal?> LoadAsync(LeadFilter filter, CancellationToken cancellationToken)
    {
        var answer = await api.ListAsync(filter.ToApi(reader), null, PageSize, cancellationToken);
        if (answer.Has(out var page))
            Take(filter, page);
        return answer.Refusal;
    }

    public async Task<Refusal?> LoadMoreAsync(CancellationToken cancellationToken)
    {
        if (_next is not { } cursor)
            return null;
        var answer = await api.ListAsync(Filter.ToApi(reader), cursor, PageSize, cancellationToken);
        if (answer.Has(out var page) && _next == cursor)
        {
            _rows.Append(page.Items);
            _next = page.NextCursor;
        }

        return answer.Refusal;
    }

    /// <summary>Brings the list up to what the platform has now.</summary>
    /// <param name="show">Whether new leads go straight into the list.</param>
    public async Task<Refusal?> RenewAsync(LeadNews news, bool show, CancellationToken cancellationToken)
    {
        if (!_loaded || (show && Rows.Count > MostRows))
            return await LoadAsync(Filter, cancellationToken);
        var (refusal, seen) = await RenewNewestAsync(show, cancellationToken);
        if (refusal is not null)
            return refusal;
        if (show)
            ShowWaiting();
        return news.Missed ? await RenewShownAsync(seen, cancellationToken) : await RenewSinglesAsync(news.Changed.Where(id => !seen.Contains(id)), cancellationToken);
    }

    public void ShowWaiting()
    {
        _rows.ShowWaiting();
        WaitingIsMore = false;
    }

    public (LeadListItem? Before, LeadListItem? After, int Index) NeighboursOf(Guid leadId)
    {
        var at = _rows.IndexOf(leadId);
        return at < 0 ? (null, Rows.Count > 0 ? Rows[0] : null, -1) : (at > 0 ? Rows[at - 1] : null, at + 1 < Rows.Count ? Rows[at + 1] : null, at);
    }

    private async Task<(Refusal? Refusal, HashSet<Guid> Seen)> RenewNewestAsync(bool show, CancellationToken cancellationToken)
    {
        var seen = new HashSet<Guid>();
        string? cursor = null;
        for (var page = 0; page < MostNewPages; page++)
        {
            var answer = await api.ListAsync(Filter.ToApi(reader), cursor, PageSize, cancellationToken);
            if (!answer.Has(out var newest))
                return (answer.Refusal, seen);
            seen.UnionWith(newest.Items.Select(row => row.LeadId));
            if (_rows.Merge(newest.Items) || newest.NextCursor is null)
                return (null, seen);
            cursor = newest.NextCursor;
        }

        // Too many came to walk through. A reader at the top gets a fresh list, another is told that there are more.
        WaitingIsMore = !show;
        return (show ? await LoadAsync(Filter, cancellationToken) : null, seen);
    }

    private async Task<Refusal?> RenewShownAsync(HashSet<Guid> seen, CancellationToken cancellationToken)
    {
        var rest = Rows.Count(row => !seen.Contains(row.LeadId));
        string? cursor = null;
        for (var read = 0; read < rest + seen.Count; read += 200)
        {
            var answer = await api.ListAsync(Filter.ToApi(reader), cursor, 200, cancellationToken);
            if (!answer.Has(out var page))
                return answer.Refusal;
            foreach (var row in page.Items)
                _rows.Renew(row);
            if ((cursor = page.NextCursor) is null)
                break;
        }

        return null;
    }

    private async Task<Refusal?> RenewSinglesAsync(IEnumerable<Guid> changed, CancellationToken cancellationToken)
    {
        foreach (var id in changed.Where(id => _rows.IndexOf(id) >= 0).Take(MostSingles).ToList())
        {
            if ((await api.GetAsync(id, cancellationToken)).Has(out var lead))
                _rows.Renew(RowOf(lead));
        }

        return null;
    }

    private static LeadListItem RowOf(LeadView lead) => new(
        lead.LeadId, lead.Status, lead.Line, lead.Contact.Address.State, lead.Contact.Address.PostalCode, $"{lead.Contact.FirstName} {lead.Contact.LastName}",
        lead.Qualification?.Score, lead.Qualification?.Band, lead.Qualification?.Urgency, lead.Assignment?.AgentName, lead.Disposition?.Outcome,
        lead.ReceivedAt, lead.UpdatedAt);
}
