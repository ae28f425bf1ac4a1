using System.Globalization;

namespace LeadPlatform.Contracts.Auditing;

/// <summary>What is wrong with a log.</summary>
/// <param name="Position">Of the row.</param>
/// <param name="Kind">missing, changed or moved.</param>
public sealed record AuditFault(string Log, long Position, string Kind, string Text);

/// <summary>
/// Goes through a log row by row and tells every row that is missing, changed or moved. What it can't tell is a log whose end was cut off or rewritten together with
/// its head: against that keep the head that it confirmed (<see cref="Verified"/>) elsewhere, and give it the next time.
/// </summary>
/// <param name="log">The log's name.</param>
/// <param name="anchor">A head that was confirmed before; null where there is none.</param>
public sealed class AuditVerifier(string log, AuditHead? anchor = null)
{
    /// <summary>How far from its place a row is looked for.</summary>
    private const int Reach = 500;

    private readonly List<AuditFault> _faults = [];

    /// <summary>Hashes of the rows seen last, by the position they were written at.</summary>
    private readonly Dictionary<long, string> _hashes = new() { [0] = AuditHash.Start };

    private long _last;

    public IReadOnlyList<AuditFault> Faults => _faults;

    public long Rows { get; private set; }

    /// <summary>The last row that was seen, to be kept elsewhere.</summary>
    public AuditHead Verified => new(_last, _hashes.GetValueOrDefault(_last, AuditHash.Start));

    /// <summary>The next row of the log, in the order of positions.</summary>
    public void Add(AuditView entry)
    {
        if (entry.Position != _last + 1)
            Missing(_last + 1, entry.Position - 1);
        _last = entry.Position;
        Rows++;
        var writtenAt = WrittenAt(entry);
        if (writtenAt is null)
            Fault(entry.Position, "changed", "Its content does not have its hash.");
        else if (writtenAt != entry.Position)
            Fault(entry.Position, "moved", string.Create(CultureInfo.InvariantCulture, $"It was written at position {writtenAt}."));
        else if (_hashes.TryGetValue(entry.Position - 1, out var before) && before != entry.PreviousHash)
            Fault(entry.Position - 1, "changed", "The row after it follows another one.");
        _hashes[writtenAt ?? entry.Position] = entry.Hash;
        _hashes.Remove(entry.Position - (2 * Reach));
        if (anchor?.Position == entry.Position && anchor.Hash != entry.Hash)
            Fault(entry.Position, "changed", "It is not the row that was confirmed before.");
    }

    /// <summary>All rows were given.</summary>
    public void End(AuditHead head)
    {
        var end = Math.Max(head.Position, anchor?.Position ?? 0);
        if (end > _last)
            Missing(_last + 1, end);
        else if (head.Position == _last && head.Hash != _hashes.GetValueOrDefault(_last) && _faults.TrueForAll(fault => fault.Position != _last))
            Fault(_last, "changed", "It is not the row that the log ended with.");
    }

    private static long? WrittenAt(AuditView entry)
    {
        if (!IsHash(entry.PreviousHash))
            return null;
        if (AuditHash.Of(entry) == entry.Hash)
            return entry.Position;
        for (var distance = 1; distance <= Reach; distance++)
        {
            foreach (var position in (ReadOnlySpan<long>)[entry.Position - distance, entry.Position + distance])
            {
                if (position > 0 && AuditHash.Of(entry with { Position = position }) == entry.Hash)
                    return position;
            }
        }

        return null;
    }

    private static bool IsHash(string text) => text.Length == AuditHash.Start.Length && text.All(char.IsAsciiHexDigitLower);

    private void Missing(long first, long last)
    {
        if (first > last)
            return;
        var rows = first == last ? "The row is" : string.Create(CultureInfo.InvariantCulture, $"{last - first + 1} rows from it on are");
        Fault(first, "missing", $"{rows} not there.");
    }

    private void Fault(long position, string kind, string text) => _faults.Add(new AuditFault(log, position, kind, text));
}
