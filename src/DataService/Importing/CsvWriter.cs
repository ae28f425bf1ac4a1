using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace LeadPlatform.DataService.Importing;

/// <summary>
/// Writes CSV (RFC 4180). A text that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, "CSV injection"); an import takes it off again.
/// </summary>
internal sealed class CsvWriter(PipeWriter output)
{
    private const int FlushBytes = 65_536;
    private static readonly SearchValues<char> MustBeQuoted = SearchValues.Create(",\"\r\n;\t");

    public void Row(ReadOnlySpan<string?> fields)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            if (i > 0)
                output.Write(","u8);
            Field(fields[i] ?? "");
        }

        output.Write("\r\n"u8);
    }

    public async ValueTask FlushIfFullAsync(CancellationToken cancellationToken)
    {
        if (output.UnflushedBytes >= FlushBytes)
            await output.FlushAsync(cancellationToken);
    }

    private void Field(string text)
    {
        if (text is [var first, ..] && first is '=' or '+' or '-' or '@' or '\t' or '\r')
            text = "'" + text;
        if (text.AsSpan().ContainsAny(MustBeQuoted))
            text = $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        Encoding.UTF8.GetBytes(text, output);
    }
}
