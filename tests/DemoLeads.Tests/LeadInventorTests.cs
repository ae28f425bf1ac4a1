using System.Text.Json;
using System.Text.RegularExpressions;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.DemoLeads.Generating;
using LeadPlatform.Orchestrator.Qualifying.Signals;

namespace LeadPlatform.DemoLeads.Tests;

public sealed partial class LeadInventorTests
{
    private static readonly Places Places = Places.Load();

    [Fact]
    public void The_same_seed_invents_the_same_people_and_another_seed_others()
    {
        var people = Invent(7, 50).Select(lead => lead.Contact);

        people.ShouldBe(Invent(7, 50).Select(lead => lead.Contact));
        people.ShouldNotBe(Invent(8, 50).Select(lead => lead.Contact));
    }

    [Fact]
    public void A_few_hundred_leads_hold_every_state_and_line()
    {
        var leads = Invent(1, 300);

        leads.Select(lead => lead.Contact.Address.State).Distinct().Count().ShouldBe(51);
        leads.Select(lead => lead.Line).Distinct().ShouldBe(Line.All, ignoreOrder: true);
    }

    [Fact]
    public void Nobody_real_is_reached()
    {
        foreach (var lead in Invent(2, 500))
        {
            Fixture().IsMatch(lead.Contact.Phone).ShouldBeTrue(lead.Contact.Phone);
            lead.Contact.Email.ShouldEndWith("@example.com");
            lead.Consent.Ip.ShouldStartWith("198.1");
        }
    }

    [Fact]
    public void Area_code_and_ZIP_code_lie_in_the_state()
    {
        foreach (var lead in Invent(3, 500))
        {
            var (state, zip) = (lead.Contact.Address.State, int.Parse(lead.Contact.Address.PostalCode));
            Places.ZipCodes(state).ShouldContain(zip);
            AreaCodes.StateOf(string.Concat(lead.Contact.Phone.Where(char.IsAsciiDigit))).ShouldBe(state);
        }
    }

    [Fact]
    public void Nobody_is_a_minor_and_consent_is_fresh()
    {
        foreach (var lead in Invent(4, 500))
        {
            lead.Contact.DateOfBirth.ShouldBeLessThan(DateOnly.FromDateTime(DateTime.UtcNow).AddYears(-18));
            lead.Consent.CapturedAt.ShouldBeInRange(DateTimeOffset.UtcNow.AddMinutes(-11), DateTimeOffset.UtcNow);
        }
    }

    [Fact]
    public void Every_lead_becomes_JSON_of_the_APIs_shape()
    {
        foreach (var lead in Invent(5, 100))
        {
            var json = JsonSerializer.SerializeToElement(lead, InventedJson.Default.InventedLead);
            json.EnumerateObject().Select(member => member.Name).ShouldBeSubsetOf(["line", "contact", "consent", "subId", "notes", "details"]);
            json.GetProperty("contact").GetProperty("dateOfBirth").GetString()!.ShouldMatch("^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
        }
    }

    private static List<InventedLead> Invent(int seed, int count)
    {
        var inventor = new LeadInventor(Places, seed, TimeProvider.System);
        return [.. Enumerable.Range(0, count).Select(_ => inventor.Next())];
    }

    [GeneratedRegex(@"^\([2-9][0-9]{2}\) 555-01[0-9]{2}$")]
    private static partial Regex Fixture();
}
