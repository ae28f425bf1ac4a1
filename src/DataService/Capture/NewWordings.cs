using LeadPlatform.DataService.Storage;
using Npgsql;

namespace LeadPlatform.DataService.Capture;

/// <summary>Wordings of consent in a batch that are not known to be stored.</summary>
internal sealed class NewWordings(KnownWordings known)
{
    private readonly Dictionary<ConsentTerms, Guid> _new = [];

    public Guid IdOf(CheckedConsent consent)
    {
        var terms = new ConsentTerms(consent.Text, consent.Sellers, consent.Channels);
        if (!known.TryGet(terms, out var id) && !_new.TryGetValue(terms, out id))
            _new.Add(terms, id = terms.ToId());
        return id;
    }

    public void AddTo(NpgsqlBatch batch)
    {
        if (_new.Count == 0)
            return;
        // In one order everywhere, so that two transactions wait for each other instead of dying in each other's arms.
        var rows = _new.OrderBy(row => row.Value).ToArray();
        batch.Add(
            "INSERT INTO consent_wording (wording_id, text, sellers, channels) SELECT id, text, sellers::text[], channels::text[] FROM unnest($1, $2, $3, $4) AS t (id, text, sellers, channels) ON CONFLICT DO NOTHING",
            Array.ConvertAll(rows, row => row.Value),
            Array.ConvertAll(rows, row => row.Key.Text),
            Array.ConvertAll(rows, row => TextArray.Of(row.Key.Sellers)),
            Array.ConvertAll(rows, row => TextArray.Of(row.Key.Channels)));
    }

    /// <summary>After the commit.</summary>
    public void Stored() => known.Add(_new);
}
