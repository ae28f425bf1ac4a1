using System.Globalization;
using LeadPlatform.Scoring.Measuring;
using LeadPlatform.Scoring.Training;

namespace LeadPlatform.Scoring.Tool.Evaluating;

/// <summary>The figures as text.</summary>
internal static class EvaluationReport
{
    public static void Write(string title, CrossValidated result, IReadOnlyList<CalibrationBin> table)
    {
        var mean = result.Mean;
        Line($"{title}: {mean.Rows} rows, {mean.Positives} positive");
        Line($"AUC                       {mean.Auc:0.0000}{Range(result, fold => fold.Auc)}");
        Line($"Brier                     {mean.Brier:0.0000}{Range(result, fold => fold.Brier)}");
        Line($"log-loss                  {mean.LogLoss:0.0000}{Range(result, fold => fold.LogLoss)}");
        Line($"found in the best 10 %    {mean.Found10:0.0000}{Range(result, fold => fold.Found10)}");
        Line($"found in the best 20 %    {mean.Found20:0.0000}{Range(result, fold => fold.Found20)}");
        Line($"lift at 10 %              {mean.Lift10:0.00}");
        Line($"lift at 20 %              {mean.Lift20:0.00}");
        Line($"calibration error         {CalibrationTable.Error(table):0.0000}");
        Line($"");
        Line($"     rows  probability       said  happened");
        foreach (var bin in table)
            Line($"{bin.Rows,9}  {bin.Lowest:0.000} to {bin.Highest:0.000}  {bin.Said:0.000}     {bin.Happened:0.000}");
        Line($"");
        foreach (var chosen in result.Chosen.GroupBy(words => words).OrderByDescending(group => group.Count()))
            Line($"chosen {chosen.Count()} x: {chosen.Key}");
    }

    private static string Range(CrossValidated result, Func<Measures, double> figure) => result.Folds.Count == 1 ? "" : string.Create(
        CultureInfo.InvariantCulture, $"   (folds {result.Folds.Min(figure):0.000} to {result.Folds.Max(figure):0.000})");

    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
