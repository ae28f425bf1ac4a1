using System.Globalization;
using System.Reflection;

namespace LeadPlatform.DataService.Places;

/// <summary>Which state a ZIP code lies in, from a maintained data set (see README.md here). 100,000 bytes in memory, one look-up an answer.</summary>
internal sealed class ZipCodes
{
    private readonly byte[] _stateOfZip = new byte[100_000];
    private readonly ulong[] _statesOfPrefix = new ulong[1_000];
    private readonly List<string> _states = [""];
    private readonly Dictionary<string, int> _numberOfState = new(StringComparer.Ordinal);

    private ZipCodes(TextReader data)
    {
        while (data.ReadLine() is { Length: > 0 } line)
            Add(line);
    }

    /// <summary>The data set that is built in.</summary>
    public static ZipCodes Load()
    {
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream("zip-codes.txt")
            ?? throw new InvalidOperationException("The ZIP code data is not built into the service.");
        using var reader = new StreamReader(resource);
        return new ZipCodes(reader);
    }

    /// <summary>True for a two-letter code, upper case, of a state, DC or a territory in the data set.</summary>
    public bool IsState(string code) => _numberOfState.ContainsKey(code);

    /// <summary>True where <paramref name="zip"/> (five digits) lies in <paramref name="state"/>, as far as is known.</summary>
    public bool LiesIn(string zip, string state)
    {
        if (!_numberOfState.TryGetValue(state, out var number) || !int.TryParse(zip, out var code) || code is < 0 or >= 100_000)
            return false;
        return _stateOfZip[code] is var known and not 0
            ? known == number
            : (_statesOfPrefix[code / 100] & (1UL << number)) != 0;
    }

    private void Add(string line)
    {
        var words = line.Split(' ');
        var number = _states.Count;
        _states.Add(words[0]);
        _numberOfState.Add(words[0], number);
        foreach (var run in words.AsSpan(1))
        {
            var (first, last) = (int.Parse(run.AsSpan(0, 5), CultureInfo.InvariantCulture), int.Parse(run.AsSpan(run.Length - 5), CultureInfo.InvariantCulture));
            for (var code = first; code <= last; code++)
            {
                _stateOfZip[code] = (byte)number;
                _statesOfPrefix[code / 100] |= 1UL << number;
            }
        }
    }
}
