namespace LeadPlatform.Scoring.Columns;

/// <summary>How a feature is made from a cell.</summary>
public enum FeatureForm
{
    /// <summary>The number itself; a missing one is the median.</summary>
    Value,

    /// <summary>sign(x) · ln(1 + |x|).</summary>
    Log,

    /// <summary>1 where the number is above <see cref="Feature.Number"/>.</summary>
    Above,

    /// <summary>1 where the cell is <see cref="Feature.Level"/>.</summary>
    Level,

    /// <summary>1 where the cell holds a value that was rare or unknown in training.</summary>
    Other,

    /// <summary>1 where the cell is empty.</summary>
    Missing,
}

/// <param name="Column">Index of its column.</param>
/// <param name="Form">How it is made.</param>
/// <param name="Level">The value a <see cref="FeatureForm.Level"/> stands for.</param>
/// <param name="Number">The border of <see cref="FeatureForm.Above"/>, the median of <see cref="FeatureForm.Value"/> and <see cref="FeatureForm.Log"/>.</param>
public readonly record struct Feature(int Column, FeatureForm Form, string? Level = null, double Number = 0);
