using System.Buffers;

namespace LeadPlatform.DataService.Importing.Reading;

/// <summary>
/// Cuts a stream into rows and, for CSV, rows into fields (RFC 4180, with LF or CRLF, quotes only where a field begins with one). Memory is one buffer that
/// grows to the longest row. Reads are synchronous: they come from a local file, on a thread of their own.
/// </summary>
internal sealed class RowScanner : IDisposable
{
    /// <summary>Longest row; a longer one, or a quote that is never closed, ends at its first line break and is broken.</summary>
    public const int MaxRowBytes = 1_048_576;

    private const int FirstBuffer = 262_144;

    private readonly Stream _stream;
    private readonly byte _delimiter;
    private readonly bool _csv;
    private readonly List<FieldRange> _fields = [];
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
    private int _start;
    private int _end;
    private bool _ended;

    /// <param name="position">Where the stream stands.</param>
    /// <param name="delimiter">Between fields; null where a row is a line.</param>
    public RowScanner(Stream stream, long position, char? delimiter)
    {
        _stream = stream;
        Position = position;
        _csv = delimiter is not null;
        _delimiter = (byte)(delimiter ?? '\n');
    }

    /// <summary>Where the next row begins.</summary>
    public long Position { get; private set; }

    /// <summary>The row without its line break; good until the next read.</summary>
    public ReadOnlySpan<byte> Row => _buffer.AsSpan(RowStart, RowLength);

    /// <summary>Longer than a row may be, or with a quote that is never closed.</summary>
    public bool IsBroken { get; private set; }

    public int FieldCount => _fields.Count;

    private int RowStart { get; set; }

    private int RowLength { get; set; }

    /// <summary>A field of the row, without its quotes.</summary>
    /// <param name="scratch">Room for a field whose doubled quotes are made single.</param>
    public ReadOnlySpan<byte> Field(int index, ref byte[] scratch)
    {
        var field = _fields[index];
        var text = _buffer.AsSpan(RowStart + field.Start, field.Length);
        if (!field.DoubledQuotes)
            return text;
        if (scratch.Length < text.Length)
            scratch = new byte[text.Length];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            scratch[length++] = text[i];
            if (text[i] == '"')
                i++;
        }

        return scratch.AsSpan(0, length);
    }

    /// <summary>Reads the next row that is not empty; false at the end.</summary>
    public bool TryRead()
    {
        while (true)
        {
            IsBroken = false;
            if (!TryFindRow(out var length, out var breakLength))
                return false;
            RowStart = _start;
            RowLength = length;
            _start += length + breakLength;
            Position += length + breakLength;
            if (RowLength > 0)
                return true;
        }
    }

    public void Dispose()
    {
        // Personal data must not wander through the pool into another use.
        ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
        _buffer = [];
        _stream.Dispose();
    }

    private bool TryFindRow(out int length, out int breakLength)
    {
        while (true)
        {
            var have = _buffer.AsSpan(_start, _end - _start);
            if (have.Length == 0 && _ended)
            {
                (length, breakLength) = (0, 0);
                return false;
            }

            var found = _csv ? FindCsv(have) : have.IndexOf((byte)'\n');
            if (found < 0 && (_ended || have.Length > MaxRowBytes))
            {
                // The end of the file, or too much of a row: it ends at its first line break, so that the rows after it are found.
                IsBroken = _csv || have.Length > MaxRowBytes;
                var line = have.IndexOf((byte)'\n');
                found = line >= 0 ? line : have.Length;
                _fields.Clear();
            }

            if (found < 0)
            {
                Fill();
                continue;
            }

            breakLength = found < have.Length ? 1 : 0;
            length = found;
            if (length > 0 && have[length - 1] == '\r')
            {
                length--;
                breakLength++;
            }

            return true;
        }
    }

    /// <summary>Notes the fields of the row at the start; returns where it ends, -1 where that is not to be seen (at the end of the file: a quote that is never closed).</summary>
    private int FindCsv(ReadOnlySpan<byte> text)
    {
        _fields.Clear();
        var at = 0;
        while (true)
        {
            if (at < text.Length && text[at] == '"')
            {
                if (!TryQuoted(text, ref at))
                    return -1;
            }
            else
            {
                var length = text[at..].IndexOfAny(_delimiter, (byte)'\n');
                if (length < 0)
                {
                    if (!_ended)
                        return -1;
                    length = text.Length - at;
                }

                var end = at + length;
                var trimmed = end > at && text[end - 1] == '\r' && (end == text.Length || text[end] == '\n') ? length - 1 : length;
                _fields.Add(new FieldRange(at, trimmed, false));
                at = end;
            }

            if (at >= text.Length)
                return _ended ? text.Length : -1;
            if (text[at] == '\n')
                return at;
            at++;
        }
    }

    /// <summary>Notes a quoted field and moves to its delimiter, its line break or the end.</summary>
    private bool TryQuoted(ReadOnlySpan<byte> text, ref int at)
    {
        var start = at + 1;
        var doubled = false;
        var quote = start;
        while (true)
        {
            var next = quote <= text.Length ? text[quote..].IndexOf((byte)'"') : -1;
            if (next < 0)
                return false;
            quote += next;
            if (quote + 1 < text.Length && text[quote + 1] == '"')
            {
                doubled = true;
                quote += 2;
                continue;
            }

            if (quote + 1 == text.Length && !_ended)
                return false;
            break;
        }

        _fields.Add(new FieldRange(start, quote - start, doubled));
        // What stands between the closing quote and the delimiter belongs to nobody.
        var rest = text[(quote + 1)..].IndexOfAny(_delimiter, (byte)'\n');
        if (rest < 0 && !_ended)
            return false;
        at = rest < 0 ? text.Length : quote + 1 + rest;
        return true;
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            _buffer.AsSpan(0, _end).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
            _buffer = larger;
        }

        var read = _stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _ended = read == 0;
    }

    private readonly record struct FieldRange(int Start, int Length, bool DoubledQuotes);
}
