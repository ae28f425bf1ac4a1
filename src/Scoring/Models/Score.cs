namespace LeadPlatform.Scoring.Models;

/// <param name="Probability">From 0 to 1, calibrated.</param>
/// <param name="Reasons">The largest contributions, largest first; at most three.</param>
public sealed record Score(double Probability, IReadOnlyList<Reason> Reasons);

/// <param name="Column">The column that made it.</param>
/// <param name="Value">What stands there; null where it is missing.</param>
/// <param name="Contribution">Log-odds added, counted from the average training row and before calibration; negative where it lowers the score.</param>
/// <param name="Text">In words.</param>
public sealed record Reason(string Column, string? Value, double Contribution, string Text);
