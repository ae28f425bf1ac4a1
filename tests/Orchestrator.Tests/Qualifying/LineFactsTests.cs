using LeadPlatform.Contracts.Leads;
using LeadPlatform.Orchestrator.Qualifying.Lines;
using LeadPlatform.Orchestrator.Qualifying.Signals;

namespace LeadPlatform.Orchestrator.Tests.Qualifying;

public sealed class LineFactsTests
{
    [Theory]
    [InlineData(Line.Auto, """{"currentlyInsured":true,"accidentsLast3Years":0,"vehicleYear":2024}""", "insured_now,no_accidents,recent_vehicle")]
    [InlineData(Line.Auto, """{"currentlyInsured":false,"accidentsLast3Years":3,"vehicleYear":2004}""", "not_insured_now,many_accidents")]
    [InlineData(Line.Auto, """{"accidentsLast3Years":2}""", "two_accidents")]
    [InlineData(Line.Home, """{"ownership":"own","squareFeet":3200,"yearBuilt":2015}""", "home_owned,large_home,recent_home")]
    [InlineData(Line.Home, """{"ownership":"rent","squareFeet":900,"yearBuilt":1921}""", "old_home")]
    [InlineData(Line.Renters, """{"personalPropertyValue":60000}""", "valuable_property")]
    [InlineData(Line.Renters, """{"personalPropertyValue":5000}""", "little_property")]
    [InlineData(Line.Life, """{"coverageAmount":1000000,"tobacco":true}""", "high_cover,tobacco")]
    [InlineData(Line.Life, """{"coverageAmount":500000,"tobacco":false}""", "solid_cover")]
    [InlineData(Line.Life, """{"coverageAmount":100000}""", "")]
    [InlineData(Line.Health, """{"householdSize":4,"householdIncome":90000,"tobacco":false}""", "family_cover,solid_income")]
    [InlineData(Line.Health, """{"householdSize":1,"householdIncome":20000,"tobacco":true}""", "public_cover_likely,tobacco")]
    [InlineData(Line.Medicare, """{"partA":true,"partB":true,"interestedIn":"advantage"}""", "medicare_before_age,parts_a_and_b,plan_named")]
    [InlineData(Line.Medicare, """{"partA":false}""", "too_young_for_medicare")]
    [InlineData(Line.Commercial, """{"businessName":"Byron Engines","employees":60}""", "business_named,large_business")]
    [InlineData(Line.Commercial, """{"employees":12}""", "business_unnamed,medium_business")]
    [InlineData(Line.Auto, """{"currentlyInsured":"yes","accidentsLast3Years":"0","vehicleYear":null}""", "")]
    [InlineData("pet", "{}", "")]
    public void The_facts_of_a_line_are_read(string line, string details, string codes) =>
        new LineFacts().Codes(Leads.Good(line, details)).ShouldBe(codes.Split(',', StringSplitOptions.RemoveEmptyEntries));

    [Theory]
    [InlineData(Line.Medicare, "1958-01-01", """{"partA":true,"partB":true}""", "medicare_age,parts_a_and_b")]
    [InlineData(Line.Health, "1958-01-01", "{}", "medicare_age")]
    [InlineData(Line.Life, "1945-01-01", "{}", "beyond_term_age")]
    public void Age_counts_where_the_line_asks_for_it(string line, string born, string details, string codes) =>
        new LineFacts().Codes(Leads.Good(line, details).WithContact(contact => contact with { DateOfBirth = DateOnly.Parse(born, System.Globalization.CultureInfo.InvariantCulture) })).ShouldBe(codes.Split(','));

    [Theory]
    [InlineData(Line.Auto, """{"vehicleYear":2028}""", null, "vehicle_of_the_future")]
    [InlineData(Line.Auto, """{"vehicleYear":2027}""", null, "")]
    [InlineData(Line.Home, """{"yearBuilt":2028}""", null, "home_of_the_future")]
    [InlineData(Line.Renters, """{"ownership":"own"}""", null, "owner_asks_for_renters")]
    [InlineData(Line.Home, """{"ownership":"rent"}""", null, "renter_asks_for_home")]
    [InlineData(Line.Auto, """{"currentlyInsured":false,"currentCarrier":"Example Mutual"}""", null, "carrier_without_insurance")]
    [InlineData(Line.Medicare, "{}", "Turning 65 in March", "age_contradicts_note")]
    [InlineData(Line.Auto, "{}", "No llamar, solo correo electrónico por favor.", "wants_messages")]
    public void Facts_that_exclude_each_other_are_found(string line, string details, string? notes, string codes) =>
        new Contradictions().Codes(Leads.Good(line, details, notes)).ShouldBe(codes.Split(',', StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public void Who_wants_no_calls_and_agreed_to_nothing_else_is_worth_little() =>
        new Contradictions().Codes(Leads.Good(notes: "No calls please").WithConsent(consent => consent with { Channels = ["phone"] })).ShouldBe(["wants_no_calls"]);
}
