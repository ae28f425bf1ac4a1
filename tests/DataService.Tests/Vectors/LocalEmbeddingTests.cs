using System.Numerics.Tensors;
using FsCheck.Xunit;
using LeadPlatform.DataService.Vectors.Embedding;

namespace LeadPlatform.DataService.Tests.Vectors;

public sealed class LocalEmbeddingTests
{
    private const string Camry = """{ "vehicleYear": 2021, "vehicleMake": "Toyota", "currentlyInsured": true }""";

    private static readonly LeadContent Auto = new("auto", "TX", "77002", Camry, "My rate was raised after one claim.", "Ada Byron");

    [Fact]
    public void It_has_384_numbers_unit_length_and_is_the_same_each_time()
    {
        var vector = LocalEmbedding.OfLead(Auto);
        vector.Length.ShouldBe(384);
        TensorPrimitives.Norm<float>(vector).ShouldBe(1, 1e-5f);
        LocalEmbedding.OfLead(Auto).ShouldBe(vector);
    }

    [Fact]
    public void It_is_the_same_on_every_machine_and_in_every_version_that_calls_itself_so()
    {
        // Where this fails on purpose, the model gets another name: what is stored can't be compared any more.
        var vector = LocalEmbedding.OfLead(Auto);
        var sum = vector.Select((number, place) => (double)number * (place + 1)).Sum();
        sum.ShouldBe(KnownSum, 0.01);
    }

    [Theory]
    [InlineData("Call Ada Byron at 212-555-0123 or ada@example.com, 12 Main Street, Springfield", "call")]
    [InlineData("My wife Ophelia and my son Bartholomew drive", "my wife and my son drive")]
    [InlineData("I live at 4711 Larkspur Boulevard #12, ask for Zebulon Quigley", "")]
    [InlineData("ssn 078-05-1120, born 02/03/1990, account 9988776655", "")]
    public void Notes_with_names_numbers_and_streets_give_what_they_give_without_them(string notes, string without)
    {
        LocalEmbedding.OfLead(Auto with { Notes = notes }).ShouldBe(LocalEmbedding.OfLead(Auto with { Notes = without }));
    }

    [Fact]
    public void A_name_that_is_a_word_too_does_not_count_in_the_leads_own_notes()
    {
        var grace = Auto with { Names = "Teen Price", Notes = "Teen here, price is fine" };
        LocalEmbedding.OfLead(grace).ShouldBe(LocalEmbedding.OfLead(grace with { Notes = "here" }));
    }

    [Theory]
    [InlineData("""{ "vehicleYear": 2021, "driverName": "Zebulon Quigley", "vin": "1HGCM82633A004352", "contact": { "phone": "2125550123", "zip": 77002 }, "spouse": "Ophelia" }""")]
    [InlineData("""{ "vehicleYear": 2021, "reference": "customer 9988776655 Quigley" }""")]
    [InlineData("""{ "vehicleYear": 2021, "owner": "Ada Byron", "Byron": true }""")]
    public void Details_that_may_say_who_somebody_is_give_what_they_give_without_them(string details) =>
        LocalEmbedding.OfLead(Auto with { Details = details }).ShouldBe(LocalEmbedding.OfLead(Auto with { Details = """{ "vehicleYear": 2021 }""" }));

    [Fact]
    public void Leads_that_ask_for_the_same_are_nearer_than_others()
    {
        var same = Likeness(Auto, Auto with { Details = """{ "vehicleYear": 2020, "vehicleMake": "Toyota", "currentlyInsured": true }""", Notes = "Rate raised after an accident" });
        var otherState = Likeness(Auto, Auto with { State = "NY", PostalCode = "10001" });
        var otherLine = Likeness(Auto, Auto with { Line = "life", Details = """{ "termYears": 20, "tobacco": false }""" });
        same.ShouldBeGreaterThan(0.8f);
        otherState.ShouldBeGreaterThan(otherLine);
        otherLine.ShouldBeLessThan(0.65f);
    }

    [Theory]
    [InlineData("auto in Texas, the rate was raised")]
    [InlineData("cars in TX after a claim")]
    [InlineData("vehicles, premium increase")]
    public void A_text_lies_nearer_to_the_lead_it_speaks_of_than_to_another(string text)
    {
        var question = LocalEmbedding.OfText(text)!;
        var life = LocalEmbedding.OfLead(new LeadContent("life", "OH", "43004", """{ "termYears": 20 }""", "Just comparing, no rush.", "Ada Byron"));
        TensorPrimitives.Dot<float>(question, LocalEmbedding.OfLead(Auto)).ShouldBeGreaterThan(TensorPrimitives.Dot<float>(question, life) + 0.2f);
    }

    [Theory]
    [InlineData("Zebulon Quigley 212-555-0123")]
    [InlineData("")]
    [InlineData("in me or hi")]
    public void A_text_that_says_nothing_of_leads_has_no_vector(string text) => LocalEmbedding.OfText(text).ShouldBeNull();

    [Property]
    public void Any_lead_has_a_vector_of_unit_length(string line, string state, string zip, string notes, string names, string details)
    {
        var vector = LocalEmbedding.OfLead(new LeadContent(line ?? "", state ?? "", zip ?? "", details, notes, names ?? ""));
        TensorPrimitives.Norm<float>(vector).ShouldBe(1, 1e-4f);
    }

    private const double KnownSum = 190.556;

    private static float Likeness(LeadContent one, LeadContent other) => TensorPrimitives.Dot<float>(LocalEmbedding.OfLead(one), LocalEmbedding.OfLead(other));
}
