using System.Text;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Orchestrator.Qualifying;
using LeadPlatform.Scoring.Columns;
using LeadPlatform.Scoring.Leads;
using LeadPlatform.Scoring.Models;

namespace LeadPlatform.Orchestrator.Scores;

/// <summary>
/// Scores by the model that was trained on the platform's own dispositions, once there is one, and by points until then. 50 is a lead that is bound as often as the average one; each 10 points
/// about half as often again. A lead that a ground disqualifies keeps its points, which say why.
/// </summary>
internal sealed class TrainedScorer(PointScorer points, ModelInUse models) : ILeadScorer
{
    /// <summary>Points that one unit of log-odds makes at 50.</summary>
    private const double PointsOfLogOdds = 25;

    public LeadScore Score(LeadFacts lead, Findings findings)
    {
        // Also what its signals make of intent and hurry.
        var local = points.Score(lead, findings);
        if (models.Current is not { } trained || findings.Ground is not null)
            return local;
        var score = trained.Model.Score(LeadCells.For(trained.Model, FactsOf(lead.Lead)));
        var odds = TrainedModel.LogOdds(score.Probability) - trained.Average;
        return new LeadScore((int)Math.Round(100 / (1 + Math.Exp(-odds))), [.. score.Reasons.Select(reason => Of(trained.Model, reason))], trained.Name);
    }

    private static CapturedFacts FactsOf(QualificationInput lead) => new(
        lead.Line, lead.Contact.Address.State, lead.ReceivedAt, lead.Consent.CapturedAt, lead.Contact.Phone is not null, lead.Contact.Email is not null,
        lead.Consent.Channels.Contains("phone"), lead.Contact.DateOfBirth, lead.Notes?.Length ?? 0, lead.Details);

    private static QualificationReason Of(ScoringModel model, Reason reason) => new(
        Code(reason.Column),
        $"{char.ToUpperInvariant(reason.Column[0])}{reason.Column[1..]} {Said(model, reason)}: speaks {(reason.Contribution >= 0 ? "for" : "against")} the lead.",
        (int)Math.Round(reason.Contribution * PointsOfLogOdds));

    /// <summary>Words that many leads share are said, numbers only as far as high or low: a reason goes where no personal data may.</summary>
    private static string Said(ScoringModel model, Reason reason)
    {
        if (reason.Value is null)
            return "is not given";
        var column = model.Columns.Index().First(one => one.Item.Name == reason.Column);
        if (column.Item.Kind == ColumnKind.Categorical)
            return $"is {reason.Value}";
        return model.Distributions[column.Index]!.ShareBelow(LeadPlatform.Scoring.Tables.Cell.Number(reason.Value)) switch
        {
            >= 0.7 => "is high",
            <= 0.3 => "is low",
            _ => "is in the middle",
        };
    }

    private static string Code(string column)
    {
        var code = new StringBuilder("model");
        for (var i = 0; i < column.Length; i++)
        {
            if (!char.IsAsciiLetterOrDigit(column[i]) || i == 0 || (char.IsUpper(column[i]) && char.IsLower(column[i - 1])))
                code.Append(code[^1] == '_' ? "" : "_");
            if (char.IsAsciiLetterOrDigit(column[i]))
                code.Append(char.ToLowerInvariant(column[i]));
        }

        return code.ToString();
    }
}
