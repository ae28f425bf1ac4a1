using System.Text;
using System.Text.Json.Nodes;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.DataService.Capture;
using LeadPlatform.DataService.Places;
using LeadPlatform.TestHost;
using Microsoft.Extensions.Time.Testing;

namespace LeadPlatform.DataService.Tests.Capture;

public sealed class LeadRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly ZipCodes Zips = ZipCodes.Load();
    private readonly LeadRules _rules = new(Zips, new FakeTimeProvider(Now));

    [Fact]
    public void A_lead_that_keeps_the_rules_comes_out_in_its_normal_form()
    {
        var post = Lead();
        post["contact"]!["firstName"] = "  Ada ";
        post["contact"]!["email"] = "Ada.Byron+Quotes@Example.COM";
        post["contact"]!["phone"] = "212.555.0123";
        post["contact"]!["address"]!["state"] = "ny";
        post["contact"]!["address"]!["postalCode"] = "10001-1234";
        post["consent"]!["capturedAt"] = "2026-11-20T06:30:00-05:00";

        var lead = Check(post, out var errors);

        errors.ShouldBeEmpty();
        lead!.Contact.FirstName.ShouldBe("Ada");
        lead.Contact.Email.ShouldBe("ada.byron+quotes@example.com");
        lead.Contact.Phone.ShouldBe("+12125550123");
        lead.Contact.Address.State.ShouldBe("NY");
        lead.Contact.Address.PostalCode.ShouldBe("10001");
        lead.Consent.CapturedAt.ShouldBe(new DateTimeOffset(2026, 11, 20, 11, 30, 0, TimeSpan.Zero));
    }

    [Theory]
    [InlineData("José", "Núñez", "12 Peñasco Street", "Ñemby")]
    [InlineData("Nguyễn", "Ångström", "5 Café Road", "Zürich")]
    public void Names_and_places_are_kept_composed_however_their_accents_were_typed(string first, string last, string street, string city)
    {
        foreach (var form in (NormalizationForm[])[NormalizationForm.FormC, NormalizationForm.FormD])
        {
            var post = Lead();
            post["contact"]!["firstName"] = $" {first.Normalize(form)}\u00A0";
            post["contact"]!["lastName"] = last.Normalize(form);
            post["contact"]!["address"]!["street"] = street.Normalize(form);
            post["contact"]!["address"]!["city"] = city.Normalize(form);

            var contact = Check(post, out _)!.Contact;

            (contact.FirstName, contact.LastName, contact.Address.Street, contact.Address.City).ShouldBe(
                (first.Normalize(), last.Normalize(), street.Normalize(), city.Normalize()));
        }
    }

    [Fact]
    public void The_length_of_a_name_is_that_of_its_composed_form()
    {
        var post = Lead();
        post["contact"]!["firstName"] = string.Concat(Enumerable.Repeat("e\u0301", 100));
        Check(post, out var errors).ShouldNotBeNull(string.Join(' ', errors.Select(error => error.Code)));
    }

    [Fact]
    public void The_wording_of_a_consent_is_kept_to_the_letter()
    {
        var post = Lead();
        post["consent"]!["text"] = "Jose\u0301 agrees.";
        Check(post, out _)!.Consent.Text.ShouldBe("Jose\u0301 agrees.");
    }

    [Fact]
    public void Every_wrong_field_is_named_at_once()
    {
        var post = Lead();
        post["line"] = "pet";
        post["contact"]!["firstName"] = " ";
        post["contact"]!["email"] = "ada@@example";
        post["contact"]!["dateOfBirth"] = "1990-02-31";
        post["contact"]!["address"]!["postalCode"] = "123";
        post["consent"]!["channels"] = new JsonArray("phone", "fax");
        post["isAdmin"] = true;

        Check(post, out var errors).ShouldBeNull();

        errors.Select(error => (error.Path, error.Code)).ShouldBe(
            [
                ("isAdmin", "unknown_member"), ("line", "unknown"), ("contact.firstName", "required"), ("contact.email", "format"),
                ("contact.dateOfBirth", "format"), ("contact.address.postalCode", "format"), ("consent.channels[1]", "unknown"),
            ],
            ignoreOrder: true);
    }

    [Theory]
    [InlineData("contact.email", "a@example.com\r\nBcc: x@example.com", "characters")]
    [InlineData("contact.email", "a@localhost", "format")]
    [InlineData("contact.phone", "12345", "format")]
    [InlineData("contact.phone", "call me", "format")]
    [InlineData("contact.firstName", "Ada\0", "characters")]
    [InlineData("contact.firstName", "Adá\uFFFE", "characters")]
    [InlineData("contact.dateOfBirth", "2031-01-01", "range")]
    [InlineData("contact.dateOfBirth", "1899-12-31", "range")]
    [InlineData("contact.address.state", "ZZ", "unknown")]
    [InlineData("contact.address.postalCode", "99501", "mismatch")]
    [InlineData("consent.text", "", "required")]
    [InlineData("consent.capturedAt", "2026-11-20T12:06:00Z", "range")]
    [InlineData("consent.capturedAt", "2026-11-20T12:00:00", "format")]
    [InlineData("consent.capturedAt", "yesterday", "format")]
    [InlineData("consent.ip", "999.1.1.1", "format")]
    [InlineData("consent.ip", "1", "format")]
    [InlineData("consent.pageUrl", "javascript:alert(1)", "format")]
    public void A_wrong_value_is_refused_by_path_and_code(string path, string value, string code)
    {
        var post = Lead();
        Set(post, path, value);

        Check(post, out var errors).ShouldBeNull();

        errors.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            error => error.Path.ShouldBe(path),
            error => error.Code.ShouldBe(code),
            error => error.Message.ShouldNotContain(value.Length > 4 ? value : "\0"));
    }

    [Theory]
    [InlineData("line")]
    [InlineData("contact")]
    [InlineData("contact.firstName")]
    [InlineData("contact.lastName")]
    [InlineData("contact.address")]
    [InlineData("contact.address.state")]
    [InlineData("contact.address.postalCode")]
    [InlineData("consent")]
    [InlineData("consent.text")]
    [InlineData("consent.channels")]
    [InlineData("consent.capturedAt")]
    public void A_missing_field_is_named(string path)
    {
        var post = Lead();
        Parent(post, path, out var name).AsObject().Remove(name);

        Check(post, out var errors).ShouldBeNull();

        errors.ShouldHaveSingleItem().ShouldBe(new FieldError(path, "required", "Must be given."));
    }

    [Fact]
    public void Phone_or_email_is_enough_but_one_of_them_must_be_there()
    {
        var onlyPhone = Lead();
        onlyPhone["contact"]!.AsObject().Remove("email");
        Check(onlyPhone, out _).ShouldNotBeNull();

        onlyPhone["contact"]!.AsObject().Remove("phone");
        Check(onlyPhone, out var errors).ShouldBeNull();
        errors.ShouldHaveSingleItem().Path.ShouldBe("contact");
    }

    [Fact]
    public void Details_may_hold_any_object_within_limits()
    {
        var post = Lead();
        post["details"] = JsonNode.Parse("""{"a":{"b":[1,2.5,{"c":null}]},"d":"é"}""");
        Encoding.UTF8.GetString(Check(post, out _)!.Details!).ShouldBe(post["details"]!.ToJsonString());
    }

    [Theory]
    [InlineData("""[1]""", "object")]
    [InlineData("""{"a":[[[[[1]]]]]}""", "too_deep")]
    [InlineData("""{"a":"x\u0000"}""", "characters")]
    [InlineData("""{"a":1e999}""", "number")]
    [InlineData("""{"":1}""", "name")]
    public void Details_past_a_limit_are_refused(string details, string code)
    {
        var errors = new List<FieldError>();
        var body = Lead().ToJsonString().Replace("\"details\":{", $"\"details\":{details},\"unused\":{{", StringComparison.Ordinal);
        LeadPostReader.Read(Encoding.UTF8.GetBytes(body), errors);
        errors.ShouldContain(error => error.Path == "details" && error.Code == code);
    }

    [Fact]
    public void Details_with_five_hundred_members_are_refused()
    {
        var post = Lead();
        post["details"] = new JsonObject(Enumerable.Range(0, 500).Select(i => KeyValuePair.Create<string, JsonNode?>($"k{i}", i)));
        Check(post, out var errors).ShouldBeNull();
        errors.ShouldHaveSingleItem().Code.ShouldBe("too_many");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"auto\"")]
    [InlineData("{line:auto}")]
    [InlineData("""{"line":7}""")]
    [InlineData("""{"line":"auto","line":"home"}""")]
    [InlineData("""{"line":"auto"}x""")]
    [InlineData("""{"line":"auto" """)]
    [InlineData("""{"line":"\ud800"}""")]
    [InlineData("""{"contact":"Ada"}""")]
    [InlineData("""{"consent":{"channels":"phone"}}""")]
    [InlineData("""{"details":{"a":1,"a":2}}""")]
    public void What_is_not_json_of_the_right_types_is_no_lead(string body) =>
        Should.Throw<LeadPostException>(() => LeadPostReader.Read(Encoding.UTF8.GetBytes(body), []));

    [Fact]
    public void Broken_utf8_is_no_lead() =>
        Should.Throw<LeadPostException>(() => LeadPostReader.Read([.. "{\"line\":\""u8, 0xC3, 0x28, .. "\"}"u8], []));

    [Fact]
    public void Errors_in_one_answer_are_bounded()
    {
        var post = Lead();
        for (var i = 0; i < 500; i++)
            post[$"unknown{i}"] = i;
        Check(post, out var errors).ShouldBeNull();
        errors.Count.ShouldBe(LeadRules.MaxErrors);
    }

    private static JsonObject Lead() => SampleLeads.One(consentAt: Now.AddMinutes(-5));

    private CheckedLead? Check(JsonObject post, out List<FieldError> errors)
    {
        errors = [];
        return _rules.Check(LeadPostReader.Read(Encoding.UTF8.GetBytes(post.ToJsonString()), errors), errors);
    }

    private static void Set(JsonObject post, string path, string value) => Parent(post, path, out var name)[name] = value;

    private static JsonNode Parent(JsonObject post, string path, out string name)
    {
        var parts = path.Split('.');
        name = parts[^1];
        return parts[..^1].Aggregate((JsonNode)post, (node, part) => node[part]!);
    }
}
