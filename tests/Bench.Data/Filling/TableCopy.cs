using System.Text.Json;
using LeadPlatform.Bench.Data.Inventing;
using LeadPlatform.Contracts.Events;
using LeadPlatform.DataService.PersonalData;
using LeadPlatform.DataService.Searching;
using Npgsql;
using NpgsqlTypes;

namespace LeadPlatform.Bench.Data.Filling;

/// <summary>How one table is filled: COPY, binary.</summary>
internal sealed record TableCopy(string Table, string Columns, Action<NpgsqlBinaryImporter, StoredLead> Write)
{
    public static TableCopy Leads(Guid wordingId) => new(
        "lead",
        "lead_id, consumer_id, source_id, publisher_id, line, state, postal_code, sub_id, details, received_at, updated_at, status, duplicate_of, wording_id, consent_at, consent_page, "
            + "qualification, score, band, urgency, agent_id, agent_name, assigned_at, disposition, disposition_at",
        (copy, lead) =>
        {
            copy.StartRow();
            copy.Write(lead.LeadId);
            copy.Write(lead.LeadId);
            copy.Write(lead.Source.Id);
            copy.Write(lead.Source.PublisherId);
            copy.Write(lead.Line);
            copy.Write(lead.State, NpgsqlDbType.Char);
            copy.Write(lead.PostalCode);
            copy.Write(lead.SubId);
            copy.Write(lead.Details, NpgsqlDbType.Jsonb);
            copy.Write(lead.ReceivedAt.UtcDateTime);
            copy.Write(lead.UpdatedAt.UtcDateTime);
            copy.Write(lead.Status);
            WriteOrNull(copy, lead.DuplicateOf);
            copy.Write(wordingId);
            copy.Write(lead.ReceivedAt.AddSeconds(-20).UtcDateTime);
            copy.Write($"https://quotes.example.com/{lead.Line}");
            WriteOrNull(copy, lead.Qualification is { } found ? JsonSerializer.Serialize(found, EventJson.Default.Qualification) : null, NpgsqlDbType.Jsonb);
            WriteOrNull(copy, (short?)lead.Qualification?.Score);
            WriteOrNull(copy, lead.Qualification?.Band, NpgsqlDbType.Text);
            WriteOrNull(copy, lead.Qualification?.Urgency, NpgsqlDbType.Text);
            WriteOrNull(copy, lead.Agent?.Id);
            WriteOrNull(copy, lead.Agent?.Name, NpgsqlDbType.Text);
            WriteOrNull(copy, lead.Agent is null ? null : (DateTime?)lead.AssignedAt.UtcDateTime);
            WriteOrNull(copy, lead.Disposition, NpgsqlDbType.Text);
            WriteOrNull(copy, lead.Disposition is null ? null : (DateTime?)lead.DispositionAt.UtcDateTime);
        });

    public static TableCopy Contacts(PersonalSeal seal) => new(
        "consumer_contact",
        "lead_id, consumer_id, document",
        (copy, lead) =>
        {
            copy.StartRow();
            copy.Write(lead.LeadId);
            copy.Write(lead.LeadId);
            copy.Write(seal.Seal(lead.LeadId, lead.Person));
        });

    public static TableCopy SearchKeyRows(SearchKeys keys)
    {
        var rows = new List<(long Key, Guid LeadId)>();
        return new("search_key", "key, lead_id", (copy, lead) =>
        {
            rows.Clear();
            keys.AddTo(rows, lead.LeadId, lead.Person);
            foreach (var (key, leadId) in rows)
            {
                copy.StartRow();
                copy.Write(key);
                copy.Write(leadId);
            }
        });
    }

    public static TableCopy Events() => new(
        "lead_event",
        "lead_id, event_id, type, at, data",
        (copy, lead) =>
        {
            foreach (var (type, at, data) in LeadHistory.Of(lead))
            {
                copy.StartRow();
                copy.Write(lead.LeadId);
                copy.Write(Guid.CreateVersion7(at));
                copy.Write(type);
                copy.Write(at.UtcDateTime);
                copy.Write(data, NpgsqlDbType.Jsonb);
            }
        });

    private static void WriteOrNull<T>(NpgsqlBinaryImporter copy, T? value) where T : struct
    {
        if (value is { } some)
            copy.Write(some);
        else
            copy.WriteNull();
    }

    private static void WriteOrNull(NpgsqlBinaryImporter copy, string? value, NpgsqlDbType type)
    {
        if (value is not null)
            copy.Write(value, type);
        else
            copy.WriteNull();
    }
}
