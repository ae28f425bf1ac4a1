using System.Text.Json;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Orchestrator.Qualifying;
using LeadPlatform.Orchestrator.Scores;
using LeadPlatform.Scoring.Leads;
using LeadPlatform.Scoring.Models;
using LeadPlatform.Scoring.Training;

namespace LeadPlatform.Orchestrator.Tests.Scores;

public sealed class TrainedScorerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private static readonly Lazy<ScoringModel> Model = new(Train);

    [Fact]
    public void Without_a_model_leads_are_scored_by_points()
    {
        var lead = Lead(insured: true, income: 90_000);
        var score = new TrainedScorer(new PointScorer(), new ModelInUse()).Score(new LeadFacts(lead), new Findings());
        score.Model.ShouldBe(PointScorer.Model);
        score.ShouldBeEquivalentTo(new PointScorer().Score(new LeadFacts(lead), new Findings()));
    }

    [Fact]
    public void With_one_a_lead_like_those_that_bought_has_more_than_50_and_three_reasons_in_words()
    {
        var good = Score(Lead(insured: true, income: 90_000));
        var bad = Score(Lead(insured: false, income: 20_000));

        good.Model.ShouldBe("trained-7");
        good.Points.ShouldBeGreaterThan(60);
        bad.Points.ShouldBeLessThan(40);
        good.Reasons.Count.ShouldBeInRange(1, 3);
        good.Reasons[0].ShouldBe(new QualificationReason("model_details_currently_insured", "Details: currentlyInsured is yes: speaks for the lead.", good.Reasons[0].Points));
        good.Reasons[0].Points.ShouldBeGreaterThan(5);
        bad.Reasons[0].Text.ShouldBe("Details: currentlyInsured is no: speaks against the lead.");
        good.Reasons.Select(reason => Math.Abs(reason.Points)).ShouldBeInOrder(SortDirection.Descending);
    }

    [Fact]
    public void A_number_is_said_as_high_or_low_and_never_itself()
    {
        foreach (var income in new[] { 20_123, 55_123, 90_123 })
            Score(Lead(insured: true, income)).Reasons.ShouldAllBe(reason => !reason.Text.Any(char.IsAsciiDigit));
    }

    [Fact]
    public void A_lead_that_a_ground_disqualifies_keeps_its_points_which_say_why()
    {
        var findings = new Findings();
        findings.Disqualify("test_data", "It is test data.");
        var score = new TrainedScorer(new PointScorer(), InUse()).Score(new LeadFacts(Lead(insured: true, income: 90_000)), findings);
        score.Model.ShouldBe(PointScorer.Model);
        score.Reasons.ShouldContain(reason => reason.Code == "test_data");
    }

    [Fact]
    public void What_a_model_calls_itself_tells_its_version_also_with_an_analysis()
    {
        Contracts.Models.TrainedModelName.VersionOf("trained-7+gpt-x").ShouldBe(7);
        Contracts.Models.TrainedModelName.VersionOf(Contracts.Models.TrainedModelName.Of(12)).ShouldBe(12);
        Contracts.Models.TrainedModelName.VersionOf("local-points-2").ShouldBeNull();
    }

    internal static byte[] ModelBytes() => ModelFile.ToBytes(Model.Value);

    private static LeadScore Score(QualificationInput lead) => new TrainedScorer(new PointScorer(), InUse()).Score(new LeadFacts(lead), new Findings());

    private static ModelInUse InUse() => new() { Current = new TrainedModel("\"7\"", 7, Model.Value) };

    private static QualificationInput Lead(bool insured, int income) => new(
        Guid.CreateVersion7(), "health", Noon, null,
        new ContactView("Ada", "Byron", "ada.byron@example.com", "+12125550123", new DateOnly(1990, 2, 3), new AddressView("1 Main Street", "New York", "NY", "10001")),
        new ConsentView("I agree.", [], ["phone"], Noon, null, null, null, null), null,
        JsonElement.Parse($$"""{ "currentlyInsured": {{(insured ? "true" : "false")}}, "householdIncome": {{income}} }"""));

    private static ScoringModel Train()
    {
        var random = new Random(5);
        var leads = Enumerable.Range(0, 500).Select(_ =>
        {
            var (insured, income) = (random.Next(2) == 0, random.Next(15_000, 100_000));
            var facts = new CapturedFacts("health", "NY", Noon, Noon, true, true, true, new DateOnly(1990, 2, 3), 0, JsonElement.Parse($$"""{ "currentlyInsured": {{(insured ? "true" : "false")}}, "householdIncome": {{income}} }"""));
            return (facts, random.NextDouble() < (insured ? 0.75 : 0.2) + (income > 60_000 ? 0.1 : 0));
        }).ToList();
        return ModelTraining.Train(TrainingRows.Of(LeadTable.Of(leads), LeadTable.Label, positive: "yes"), new TrainingOptions(Folds: 2, Threads: 1, Trees: false));
    }
}
