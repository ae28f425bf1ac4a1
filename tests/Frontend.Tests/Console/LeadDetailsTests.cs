using System.Text.Json;
using LeadPlatform.Frontend.Console.Leads.Detail;
using LeadPlatform.Frontend.Forms.Questions;

namespace LeadPlatform.Frontend.Tests.Console;

public sealed class LeadDetailsTests
{
    [Theory]
    [InlineData("auto", """{"vehicleYear":2019,"currentlyInsured":true,"accidentsLast3Years":3}""", "Year of the vehicle: 2019|Is it insured now?: Yes|Accidents in the last 3 years: 3 or more")]
    [InlineData("home", """{"propertyType":"single_family","squareFeet":2584}""", "Kind of home: House|Living area in square feet: 2,584")]
    [InlineData("renters", """{"personalPropertyValue":20713}""", "What your belongings are worth: $20,713")]
    [InlineData("auto", """{"favouriteColour":"deep_blue","score":1.5,"nested":{"a":1},"gone":null}""", "Favourite colour: Deep blue|Score: 1.5|Nested: {\"a\":1}|Gone: –")]
    [InlineData("pet", """{"name":"Rex"}""", "Name: Rex")]
    [InlineData("auto", "[1]", "")]
    public void Details_read_as_the_form_asks_for_them(string line, string details, string expected) =>
        string.Join('|', LeadDetails.Of(line, JsonSerializer.Deserialize<JsonElement>(details)).Select(fact => $"{fact.Label}: {fact.Value}")).ShouldBe(expected);

    [Theory]
    [InlineData("auto", "vehicleYear vehicleMake vehicleModel currentlyInsured currentCarrier accidentsLast3Years")]
    [InlineData("home", "propertyType yearBuilt squareFeet ownership")]
    [InlineData("renters", "propertyType personalPropertyValue")]
    [InlineData("life", "coverageAmount termYears tobacco")]
    [InlineData("health", "householdSize householdIncome tobacco")]
    [InlineData("medicare", "partA partB interestedIn")]
    [InlineData("commercial", "businessName employees industry")]
    public void A_form_asks_for_the_details_that_leads_of_its_line_hold(string line, string details)
    {
        LineForm.TryFind(line, out var form).ShouldBeTrue();
        form.Questions.Where(question => question.Path.StartsWith("details.", StringComparison.Ordinal)).Select(question => question.Name).ShouldBe(details.Split(' '));
    }
}
