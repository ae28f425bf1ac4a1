using System.Buffers;
using System.Text.Unicode;

namespace LeadPlatform.DataService.Capture;

/// <summary>The fields of an <c>application/x-www-form-urlencoded</c> body, one after another.</summary>
internal ref struct FormFields(ReadOnlySpan<byte> body)
{
    private ReadOnlySpan<byte> _rest = body;

    public string Name { get; private set; } = "";

    public string Value { get; private set; } = "";

    /// <summary>Reads the next field; false at the end.</summary>
    /// <exception cref="LeadPostException">An escape is cut short or is no UTF-8.</exception>
    public bool TryRead()
    {
        while (!_rest.IsEmpty)
        {
            var end = _rest.IndexOf((byte)'&');
            var field = end < 0 ? _rest : _rest[..end];
            _rest = end < 0 ? default : _rest[(end + 1)..];
            if (field.IsEmpty)
                continue;
            var equals = field.IndexOf((byte)'=');
            Name = Decode(equals < 0 ? field : field[..equals]);
            Value = equals < 0 ? "" : Decode(field[(equals + 1)..]);
            return true;
        }

        return false;
    }

    private static string Decode(ReadOnlySpan<byte> text)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(text.Length);
        try
        {
            var length = 0;
            for (var i = 0; i < text.Length; i++)
            {
                if (text[i] != '%')
                    buffer[length++] = text[i] == '+' ? (byte)' ' : text[i];
                else if (i + 2 < text.Length && Hex(text[i + 1]) is >= 0 and var high && Hex(text[i + 2]) is >= 0 and var low)
                    (buffer[length++], i) = ((byte)((high << 4) | low), i + 2);
                else
                    throw new LeadPostException("The body is not a form: a percent sign must be followed by two hexadecimal digits.");
            }

            var decoded = buffer.AsSpan(0, length);
            if (!Utf8.IsValid(decoded))
                throw new LeadPostException("The body holds text that is not valid UTF-8.");
            return System.Text.Encoding.UTF8.GetString(decoded);
        }
        finally
        {
            // Personal data must not wander through the pool into another use.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private static int Hex(byte digit) => digit switch
    {
        >= (byte)'0' and <= (byte)'9' => digit - '0',
        >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
        _ => -1,
    };
}
