using System.Text;

namespace LeadPlatform.DataService.Suppressions;

/// <summary>Which fields of a line are phones or e-mails: those that a header names, or the first.</summary>
internal sealed class ImportColumns
{
    private static readonly int[] First = [0];

    private readonly int[] _columns;

    private ImportColumns(int[] columns) => _columns = columns;

    /// <summary>The columns that the first line names; null where it is no header, because it names none of <c>phone</c>, <c>email</c> and <c>value</c>.</summary>
    public static ImportColumns? OfHeader(string line)
    {
        var names = Split(line);
        int[] columns = [.. Enumerable.Range(0, names.Count).Where(i => names[i].ToUpperInvariant() is "PHONE" or "EMAIL" or "VALUE")];
        return columns.Length > 0 ? new ImportColumns(columns) : null;
    }

    /// <summary>Of a list without a header.</summary>
    public static ImportColumns OfPlain { get; } = new(First);

    /// <summary>What stands in the columns, as far as anything does.</summary>
    public IEnumerable<string> ValuesOf(string line)
    {
        var fields = Split(line);
        return _columns.Where(column => column < fields.Count && fields[column].Length > 0).Select(column => fields[column]);
    }

    /// <summary>Fields between commas, semicolons or tabs, which stand in no phone and no e-mail; RFC 4180's quotes around them.</summary>
    private static List<string> Split(string line)
    {
        var fields = new List<string>(4);
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            var character = line[i];
            if (character == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
                field.Append(line[i++]);
            else if (character == '"')
                quoted = !quoted;
            else if (!quoted && character is (',' or ';' or '\t'))
                Add();
            else
                field.Append(character);
        }

        Add();
        return fields;

        void Add()
        {
            fields.Add(field.ToString().Trim());
            field.Clear();
        }
    }
}
