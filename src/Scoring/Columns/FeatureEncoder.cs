using System.Globalization;
using LeadPlatform.Scoring.Tables;

namespace LeadPlatform.Scoring.Columns;

/// <summary>Makes features from rows of cells. Immutable.</summary>
internal sealed class FeatureEncoder
{
    private readonly ColumnEncoder[] _columns;

    public FeatureEncoder(IReadOnlyList<Column> columns, IReadOnlyList<Feature> features)
    {
        Columns = columns;
        Features = features;
        _columns = [.. features.Select((feature, index) => (feature, index)).GroupBy(pair => pair.feature.Column)
            .Select(group => new ColumnEncoder(group.Key, columns[group.Key].Kind, [.. group]))];
    }

    public IReadOnlyList<Column> Columns { get; }

    public IReadOnlyList<Feature> Features { get; }

    /// <param name="cells">One a column.</param>
    /// <param name="into">One a feature; what stood there is overwritten.</param>
    public void Encode(IReadOnlyList<string?> cells, Span<float> into)
    {
        into.Clear();
        foreach (var column in _columns)
            column.Encode(cells[column.Index], into);
    }

    /// <summary>Levels are compared as written; whole numbers as numbers, so that <c>3</c> and <c>3.0</c> are one.</summary>
    public static string LevelOf(string cell, ColumnKind kind) =>
        kind == ColumnKind.Code && Cell.Number(cell) is var number && !double.IsNaN(number) ? number.ToString(CultureInfo.InvariantCulture) : cell;

    private sealed class ColumnEncoder
    {
        private readonly ColumnKind _kind;
        private readonly (int Index, FeatureForm Form, double Number)[] _numbers;
        private readonly Dictionary<string, int> _levels = new(StringComparer.Ordinal);
        private readonly int _other = -1;
        private readonly int _missing = -1;

        public ColumnEncoder(int index, ColumnKind kind, (Feature Feature, int Index)[] features)
        {
            (Index, _kind) = (index, kind);
            _numbers = [.. features.Where(pair => pair.Feature.Form is FeatureForm.Value or FeatureForm.Log or FeatureForm.Above)
                .Select(pair => (pair.Index, pair.Feature.Form, pair.Feature.Number))];
            foreach (var (feature, at) in features)
            {
                switch (feature.Form)
                {
                    case FeatureForm.Level: _levels[feature.Level!] = at; break;
                    case FeatureForm.Other: _other = at; break;
                    case FeatureForm.Missing: _missing = at; break;
                }
            }
        }

        public int Index { get; }

        public void Encode(string? cell, Span<float> into)
        {
            if (cell is null && _missing >= 0)
                into[_missing] = 1;
            if (_numbers.Length > 0)
            {
                var number = Cell.Number(cell);
                foreach (var (index, form, parameter) in _numbers)
                {
                    into[index] = (float)(form switch
                    {
                        FeatureForm.Above => number > parameter ? 1 : 0,
                        FeatureForm.Log => SignedLog(double.IsNaN(number) ? parameter : number),
                        _ => double.IsNaN(number) ? parameter : number,
                    });
                }
            }

            if (cell is not null && (_levels.Count > 0 || _other >= 0))
            {
                if (_levels.TryGetValue(LevelOf(cell, _kind), out var level))
                    into[level] = 1;
                else if (_other >= 0)
                    into[_other] = 1;
            }
        }

        private static double SignedLog(double number) => Math.Sign(number) * Math.Log(1 + Math.Abs(number));
    }
}
