using System.Text;
using System.Text.Json;
using LeadPlatform.Scoring.Leads;
using LeadPlatform.Scoring.Models;
using LeadPlatform.Scoring.Training;

namespace LeadPlatform.Scoring.Tests.Leads;

public sealed class LeadCellsTests(SharedModel shared)
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 30, 0, TimeSpan.Zero);

    [Fact]
    public void A_lead_is_what_was_known_at_its_capture()
    {
        var cells = LeadCells.Of(Lead("""{ "vehicleYear": 2019, "currentlyInsured": true, "ownership": "own", "none": null, "more": { "a": 1 } }"""));
        cells.ShouldBe(new Dictionary<string, string?>
        {
            ["line"] = "auto",
            ["state"] = "NY",
            ["hour"] = "12",
            ["weekday"] = "Wednesday",
            ["phone"] = "yes",
            ["e-mail"] = "no",
            ["calls allowed"] = "yes",
            ["age"] = "36",
            ["minutes since consent"] = "30",
            ["length of notes"] = "17",
            ["details given"] = "5",
            ["details: vehicleYear"] = "2019",
            ["details: currentlyInsured"] = "yes",
            ["details: ownership"] = "own",
        });
    }

    [Theory]
    [InlineData("businessName")]
    [InlineData("driver_name")]
    [InlineData("homePhone")]
    [InlineData("vin")]
    [InlineData("ssn")]
    [InlineData("customerId")]
    [InlineData("emailAddress")]
    [InlineData("notes")]
    [InlineData("with space")]
    public void Members_that_may_say_who_somebody_is_are_no_cells(string name) =>
        LeadCells.Of(Lead($$"""{ "{{name}}": "Quigley" }""")).Keys.ShouldNotContain(key => key.StartsWith("details: ", StringComparison.Ordinal));

    [Fact]
    public void A_model_holds_no_word_that_few_leads_have_and_scores_it_as_it_scores_any_other()
    {
        var random = new Random(3);
        var leads = Enumerable.Range(0, 400).Select(number =>
        {
            var insured = random.Next(2) == 0;
            var make = number % 7 == 0 ? $"Rarity{number}" : number % 2 == 0 ? "Toyota" : "Honda";
            return (Lead($$"""{ "currentlyInsured": {{(insured ? "true" : "false")}}, "vehicleMake": "{{make}}" }"""), random.NextDouble() < (insured ? 0.8 : 0.2));
        }).ToList();

        var model = ModelTraining.Train(TrainingRows.Of(LeadTable.Of(leads), LeadTable.Label, positive: "yes"), new TrainingOptions(Folds: 2, Threads: 1, Trees: false));

        Encoding.UTF8.GetString(ModelFile.ToBytes(model)).ShouldNotContain("Rarity");
        model.Info.Chosen.ShouldNotContain("trees");
        model.Columns.ShouldContain(column => column.Name == "details: vehicleMake");
        var (rare, unknown) = (LeadCells.For(model, Lead("""{ "vehicleMake": "Rarity7" }""")), LeadCells.For(model, Lead("""{ "vehicleMake": "Nothing" }""")));
        rare.ShouldBe(unknown);
        rare.ShouldContain(LeadCells.Other);
        var (insuredLead, other) = (Lead("""{ "currentlyInsured": true, "vehicleMake": "Honda" }"""), Lead("""{ "currentlyInsured": false, "vehicleMake": "Honda" }"""));
        model.Probability(LeadCells.For(model, insuredLead)).ShouldBeGreaterThan(0.3 + model.Probability(LeadCells.For(model, other)));
    }

    [Fact]
    public void A_model_is_the_same_after_its_way_as_bytes_and_damaged_ones_are_refused()
    {
        var model = shared.Model;
        var bytes = ModelFile.ToBytes(model);
        ModelFile.ToBytes(ModelFile.Parse(bytes, "it")).ShouldBe(bytes);
        bytes[^20] ^= 1;
        Should.Throw<ScoringException>(() => ModelFile.Parse(bytes, "model 7")).Message.ShouldStartWith("model 7: ");
    }

    private static CapturedFacts Lead(string details) =>
        new("auto", "NY", Noon, Noon.AddMinutes(-30), HasPhone: true, HasEmail: false, MayCall: true, new DateOnly(1990, 2, 3), 17, JsonElement.Parse(details));
}
