using System.Text;

namespace LeadPlatform.DataService.Storage;

/// <summary>Array literals of PostgreSQL: unnest takes arrays of one length only, so an array in a column travels as its text.</summary>
internal static class TextArray
{
    public static string Of(string[] values)
    {
        var text = new StringBuilder("{");
        foreach (var value in values)
        {
            text.Append(text.Length > 1 ? ",\"" : "\"");
            text.Append(value.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal));
            text.Append('"');
        }

        return text.Append('}').ToString();
    }
}
