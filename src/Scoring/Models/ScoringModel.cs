using LeadPlatform.Scoring.Columns;
using LeadPlatform.Scoring.Measuring;

namespace LeadPlatform.Scoring.Models;

/// <summary>A trained model: logistic regression, boosted trees or a blend of their log-odds, calibrated. Immutable and safe for many threads.</summary>
public sealed class ScoringModel
{
    private const int ReasonsGiven = 3;
    private const int OnStack = 1024;

    private readonly FeatureEncoder _encoder;
    private readonly int[] _columnOfFeature;
    private readonly LogisticPart? _logistic;
    private readonly TreesPart? _trees;
    private readonly double _shareOfLogistic;
    private readonly Calibration _calibration;

    internal ScoringModel(ModelContent content)
    {
        Content = content;
        _encoder = new FeatureEncoder(content.Columns, content.Features);
        _columnOfFeature = [.. content.Features.Select(feature => feature.Column)];
        (_logistic, _trees, _shareOfLogistic, _calibration) = (content.Logistic, content.Trees, content.ShareOfLogistic, content.Calibration);
    }

    /// <summary>The columns a row must have, in order; the label isn't among them.</summary>
    public IReadOnlyList<Column> Columns => Content.Columns;

    public ModelInfo Info => Content.Info;

    /// <summary>How each column's values were distributed in training; null for those left out.</summary>
    public IReadOnlyList<ColumnDistribution?> Distributions => Content.Distributions;

    /// <summary>How the probabilities of rows not trained on were distributed.</summary>
    public ColumnDistribution ScoreDistribution => Content.ScoreDistribution;

    internal ModelContent Content { get; }

    /// <summary>The calibrated probability alone, several times faster than with reasons.</summary>
    /// <param name="cells">One a column of <see cref="Columns"/>; null where a value is missing. Unknown values count as rare ones.</param>
    /// <exception cref="ArgumentException">There are more or fewer cells than columns.</exception>
    public double Probability(IReadOnlyList<string?> cells)
    {
        Span<float> features = _encoder.Features.Count <= OnStack ? stackalloc float[_encoder.Features.Count] : new float[_encoder.Features.Count];
        return Probability(cells, features);
    }

    /// <inheritdoc cref="Probability(IReadOnlyList{string?})"/>
    /// <summary>The calibrated probability and the columns that made it.</summary>
    public Score Score(IReadOnlyList<string?> cells)
    {
        Span<float> features = _encoder.Features.Count <= OnStack ? stackalloc float[_encoder.Features.Count] : new float[_encoder.Features.Count];
        var probability = Probability(cells, features);
        Span<double> contributions = Columns.Count <= OnStack ? stackalloc double[Columns.Count] : new double[Columns.Count];
        Contribute(features, contributions);
        return new Score(probability, Reasons(cells, contributions));
    }

    /// <summary>Every column's contribution to the log-odds before calibration; with those of the average row they sum to the log-odds.</summary>
    internal double[] Contributions(IReadOnlyList<string?> cells)
    {
        var features = new float[_encoder.Features.Count];
        _encoder.Encode(cells, features);
        var contributions = new double[Columns.Count];
        Contribute(features, contributions);
        return contributions;
    }

    internal double Margin(ReadOnlySpan<float> features) =>
        (_logistic is null ? 0 : _shareOfLogistic * _logistic.Margin(features)) + (_trees is null ? 0 : (1 - _shareOfLogistic) * _trees.Margin(features));

    private double Probability(IReadOnlyList<string?> cells, Span<float> features)
    {
        if (cells.Count != Columns.Count)
            throw new ArgumentException($"{cells.Count} cells where the model has {Columns.Count} columns.", nameof(cells));
        _encoder.Encode(cells, features);
        return _calibration.Of(Margin(features));
    }

    private void Contribute(ReadOnlySpan<float> features, Span<double> into)
    {
        into.Clear();
        _logistic?.Contribute(features, _columnOfFeature, _shareOfLogistic, into);
        _trees?.Contribute(features, _columnOfFeature, 1 - _shareOfLogistic, into);
    }

    private List<Reason> Reasons(IReadOnlyList<string?> cells, Span<double> contributions)
    {
        List<Reason> reasons = new(ReasonsGiven);
        while (reasons.Count < ReasonsGiven)
        {
            var largest = 0;
            for (var column = 1; column < contributions.Length; column++)
            {
                if (Math.Abs(contributions[column]) > Math.Abs(contributions[largest]))
                    largest = column;
            }

            if (contributions.Length == 0 || contributions[largest] == 0)
                break;
            reasons.Add(ReasonWords.Of(Columns[largest], Distributions[largest]!, cells[largest], contributions[largest]));
            contributions[largest] = 0;
        }

        return reasons;
    }
}
