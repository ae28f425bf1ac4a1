using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.Frontend.Console.Leads.Inbox;

/// <summary>The rows of a list, newest first, and the new leads that wait above it so that nothing moves under the reader's eyes.</summary>
internal sealed class LeadRows
{
    private readonly List<LeadListItem> _shown = [];
    private readonly List<LeadListItem> _waiting = [];

    public IReadOnlyList<LeadListItem> Shown => _shown;

    public int Waiting => _waiting.Count;

    public int IndexOf(Guid leadId) => _shown.FindIndex(row => row.LeadId == leadId);

    public void Replace(IEnumerable<LeadListItem> rows)
    {
        _shown.Clear();
        _waiting.Clear();
        _shown.AddRange(rows);
    }

    /// <summary>Adds older rows; those that are there already stay once.</summary>
    public void Append(IEnumerable<LeadListItem> rows)
    {
        var known = _shown.Select(row => row.LeadId).ToHashSet();
        _shown.AddRange(rows.Where(row => known.Add(row.LeadId)));
    }

    /// <summary>Takes the newest rows as they are now: known ones are renewed in place, new ones wait.</summary>
    /// <returns>Whether the newest rows reach down to one that is known, so that nothing lies in between.</returns>
    public bool Merge(IReadOnlyList<LeadListItem> newest)
    {
        var reached = _shown.Count == 0;
        foreach (var row in newest)
        {
            if (Renew(row))
                reached = true;
            else if (_shown.Count == 0 || row.LeadId.CompareTo(_shown[0].LeadId) > 0)
                Put(_waiting, row);
            else
                // It came to match the filter by a change: its place is among the older ones.
                Put(_shown, row);
        }

        return reached;
    }

    /// <summary>Renews one row where it stands.</summary>
    /// <returns>Whether it is in the list.</returns>
    public bool Renew(LeadListItem row) => Renew(_shown, row) || Renew(_waiting, row);

    public void ShowWaiting()
    {
        _shown.InsertRange(0, _waiting);
        _waiting.Clear();
    }

    private static bool Renew(List<LeadListItem> rows, LeadListItem row)
    {
        var at = rows.FindIndex(known => known.LeadId == row.LeadId);
        if (at < 0)
            return false;
        // Two reads can overtake each other.
        if (row.UpdatedAt >= rows[at].UpdatedAt)
            rows[at] = row;
        return true;
    }

    private static void Put(List<LeadListItem> rows, LeadListItem row)
    {
        var at = rows.FindIndex(known => known.LeadId.CompareTo(row.LeadId) < 0);
        rows.Insert(at < 0 ? rows.Count : at, row);
    }
}
