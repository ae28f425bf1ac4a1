using LeadPlatform.DataService.Capture;
using LeadPlatform.DataService.Storage;
using Npgsql;

namespace LeadPlatform.DataService.Suppressions;

/// <summary>Finds the leads of a batch whose phone or e-mail must not be used.</summary>
internal static class SuppressionList
{
    private const string Find = "SELECT key FROM suppression WHERE key = ANY($1) AND (expires_at IS NULL OR expires_at > now())";

    public static void AddTo(NpgsqlBatch batch, List<CapturedLead> leads)
    {
        var keys = new List<Guid>(leads.Count * 2);
        foreach (var lead in leads)
        {
            if (lead.PhoneKey is { } phone)
                keys.Add(phone);
            if (lead.EmailKey is { } email)
                keys.Add(email);
        }

        batch.Add(Find, keys.ToArray());
    }

    /// <summary>Reads the result of the statement and marks the leads.</summary>
    public static async Task ReadAsync(NpgsqlDataReader reader, List<CapturedLead> leads, CancellationToken cancellationToken)
    {
        HashSet<Guid>? found = null;
        while (await reader.ReadAsync(cancellationToken))
            (found ??= []).Add(reader.GetGuid(0));
        if (found is null)
            return;
        foreach (var lead in leads)
            lead.Suppressed = (lead.PhoneKey is { } phone && found.Contains(phone)) || (lead.EmailKey is { } email && found.Contains(email));
    }
}
