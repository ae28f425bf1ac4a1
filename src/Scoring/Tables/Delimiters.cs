namespace LeadPlatform.Scoring.Tables;

/// <summary>Tells the delimiter of a file from its first lines.</summary>
internal static class Delimiters
{
    private static readonly char[] Known = ['\t', ',', ';', '|'];

    /// <returns>The one that parts the lines most often and each equally often; a comma where none does.</returns>
    public static char Of(IReadOnlyList<string> lines)
    {
        var best = (Delimiter: ',', Even: false, Count: 0);
        foreach (var delimiter in Known)
        {
            var counts = lines.Where(line => line.Length > 0).Select(line => Outside(line, delimiter)).ToList();
            if (counts.Count == 0 || counts.Max() == 0)
                continue;
            var candidate = (delimiter, Even: counts.TrueForAll(count => count == counts[0]), Count: counts[0]);
            if ((candidate.Even, candidate.Count).CompareTo((best.Even, best.Count)) > 0)
                best = candidate;
        }

        return best.Delimiter;
    }

    private static int Outside(string line, char delimiter)
    {
        var (count, quoted) = (0, false);
        foreach (var character in line)
        {
            if (character == '"')
                quoted = !quoted;
            else if (character == delimiter && !quoted)
                count++;
        }

        return count;
    }
}
