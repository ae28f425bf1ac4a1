using System.Net;
using System.Text.Json.Nodes;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Frontend.Forms;
using LeadPlatform.Frontend.Forms.Questions;
using LeadPlatform.Frontend.Tests.StandIn;

namespace LeadPlatform.Frontend.Tests.Forms;

public sealed class QuoteFormTests(SharedFrontend shared)
{
    public static TheoryData<string> Lines => [.. Line.All];

    [Fact]
    public async Task An_inquiry_goes_through_three_steps_and_is_posted_with_the_consent_word_for_word()
    {
        var before = DateTimeOffset.UtcNow;
        using var browser = await FormBrowser.OpenAsync(shared.Server, "/quote/auto?sub=aff-7781");
        browser.Heading.ShouldBe("About the vehicle");
        browser.Fill(("vehicleYear", "2019"), ("vehicleMake", "Toyota"), ("vehicleModel", "Corolla"), ("currentlyInsured", "no"), ("accidentsLast3Years", "1"), ("notes", "Call after 6pm."));
        await browser.PressAsync("next");
        browser.Heading.ShouldBe("Where you live");
        browser.Fill(("street", "12 Maple Street"), ("city", "Burlington"), ("state", "VT"), ("postalCode", "05401"));
        await browser.PressAsync("next");
        browser.Heading.ShouldBe("About you");
        var consent = browser.Page.QuerySelector(".consent")!.TextContent;
        browser.Fill(("firstName", "Hallie"), ("lastName", "Cole"), ("email", "hallie@example.com"), ("phone", "(802) 555-0142"), ("dateOfBirthMonth", "3"), ("dateOfBirthDay", "27"), ("dateOfBirthYear", "1985"));
        await browser.PressAsync("next");

        var (_, post) = PostOf(browser);
        browser.Heading.ShouldBe("We have your inquiry");
        var capturedAt = post["consent"]!["capturedAt"]!.GetValue<DateTimeOffset>();
        capturedAt.ShouldBeInRange(before.AddMilliseconds(-1), DateTimeOffset.UtcNow);
        JsonNode.DeepEquals(post, JsonNode.Parse($$"""
            {
              "line": "auto",
              "details": { "vehicleYear": 2019, "vehicleMake": "Toyota", "vehicleModel": "Corolla", "currentlyInsured": false, "accidentsLast3Years": 1 },
              "notes": "Call after 6pm.",
              "contact": {
                "address": { "street": "12 Maple Street", "city": "Burlington", "state": "VT", "postalCode": "05401" },
                "firstName": "Hallie", "lastName": "Cole", "email": "hallie@example.com", "phone": "(802) 555-0142", "dateOfBirth": "1985-03-27"
              },
              "consent": {
                "text": "{{consent.Replace("\"", "\\\"", StringComparison.Ordinal)}}", "sellers": ["Example Insurance"], "channels": ["phone", "sms", "email"],
                "capturedAt": "{{(string)post["consent"]!["capturedAt"]!}}", "pageUrl": "{{shared.Server.Address}}/quote/auto", "ip": "203.0.113.7", "userAgent": "TestBrowser/1.0"
              },
              "subId": "aff-7781"
            }
            """)).ShouldBeTrue(post.ToJsonString());
        consent.ShouldBe(new FormsOptions().ConsentText);
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task Every_line_asks_what_its_leads_hold_and_posts_it_typed(string line)
    {
        LineForm.TryFind(line, out var form).ShouldBeTrue();
        using var browser = await FormBrowser.OpenAsync(shared.Server, $"/quote/{line}");
        foreach (var step in form.Steps)
            await browser.AnswerStepAsync(step);

        var (_, post) = PostOf(browser);
        ((string?)post["line"]).ShouldBe(line);
        var details = post["details"]!.AsObject();
        details.Select(member => member.Key).ShouldBe(form.Steps[0].Questions.Where(question => question.Path.StartsWith("details.", StringComparison.Ordinal)).Select(question => question.Name));
        foreach (var question in form.Steps[0].Questions.Where(question => question.Path.StartsWith("details.", StringComparison.Ordinal)))
        {
            var kind = details[question.Name]!.GetValueKind();
            switch (question.Kind)
            {
                case AnswerKind.YesNo:
                    kind.ShouldBe(System.Text.Json.JsonValueKind.True);
                    break;
                case AnswerKind.WholeNumber or AnswerKind.Dollars:
                    kind.ShouldBe(System.Text.Json.JsonValueKind.Number);
                    break;
            }
        }
    }

    [Fact]
    public async Task Back_shows_the_step_before_with_its_answers_and_keeps_those_of_the_step_left()
    {
        using var browser = await FormBrowser.OpenAsync(shared.Server, "/quote/renters");
        browser.Fill(("propertyType", "condo"), ("personalPropertyValue", "20000"));
        await browser.PressAsync("next");
        browser.Fill(("city", "Burlington"), ("postalCode", "not yet"));
        await browser.PressAsync("back");

        browser.Heading.ShouldBe("About the home you rent");
        browser.Value("propertyType").ShouldBe("condo");
        browser.Value("personalPropertyValue").ShouldBe("20000");
        await browser.PressAsync("next");
        browser.Heading.ShouldBe("Where you live");
        browser.Value("city").ShouldBe("Burlington");
        browser.Value("postalCode").ShouldBe("not yet");
    }

    [Fact]
    public async Task Wrong_answers_are_named_in_a_summary_that_leads_to_the_field_and_beside_it()
    {
        using var browser = await FormBrowser.OpenAsync(shared.Server, "/quote/auto");
        browser.Fill(("vehicleYear", "19"), ("vehicleMake", "Toyota"));
        await browser.PressAsync("next");

        browser.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        browser.Page.Title!.ShouldStartWith("Error: ");
        browser.Problems.Select(problem => problem.Field).ShouldBe(["vehicleYear", "vehicleModel", "currentlyInsured-0", "accidentsLast3Years-0"]);
        foreach (var (text, field) in browser.Problems)
        {
            var input = browser.Page.GetElementById(field).ShouldNotBeNull();
            var described = (input.Closest("fieldset") ?? input).GetAttribute("aria-describedby")!.Split(' ');
            browser.Page.GetElementById(described[^1])!.TextContent.ShouldBe(text);
        }

        browser.Value("vehicleMake").ShouldBe("Toyota");
        browser.Page.QuerySelector(".problems")!.HasAttribute("autofocus").ShouldBeTrue();
    }

    [Theory]
    [InlineData("2", "30", "1985")]
    [InlineData("13", "1", "1985")]
    [InlineData("", "", "")]
    [InlineData("March", "1", "1985")]
    public async Task A_date_that_does_not_exist_is_asked_for_again(string month, string day, string year)
    {
        using var browser = await LastStepAsync("life");
        browser.Fill(("dateOfBirthMonth", month), ("dateOfBirthDay", day), ("dateOfBirthYear", year));
        await browser.PressAsync("next");
        browser.Problems.ShouldContain(("Enter your date of birth as month, day and year", "dateOfBirthMonth"));
    }

    [Fact]
    public async Task What_a_consumer_types_is_shown_as_text()
    {
        using var browser = await FormBrowser.OpenAsync(shared.Server, "/quote/auto");
        browser.Fill(("vehicleMake", "\"><script>alert(1)</script>"));
        await browser.PressAsync("next");
        browser.Html.ShouldNotContain("<script");
        browser.Value("vehicleMake").ShouldBe("\"><script>alert(1)</script>");
    }

    [Theory]
    [InlineData("?utm_source=google-auto", "google-auto")]
    [InlineData("?sub=aff-1&utm_source=google", "aff-1")]
    [InlineData("", null)]
    [InlineData("?sub=a%0d%0ab", "ab")]
    public async Task The_sub_id_comes_from_the_address_and_travels_to_the_post(string query, string? expected)
    {
        using var browser = await LastStepAsync("life", query);
        await AnswerLastAsync(browser, "life");
        ((string?)PostOf(browser).Body["subId"]).ShouldBe(expected);
    }

    [Fact]
    public async Task Only_the_gateway_says_where_a_consumer_is()
    {
        using var browser = await LastStepAsync("life", with: http => http.DefaultRequestHeaders.Add("X-Test-Client", "192.0.2.66, 198.51.100.9"));
        await AnswerLastAsync(browser, "life");
        ((string?)PostOf(browser).Body["consent"]!["ip"]).ShouldBe("198.51.100.9");
    }

    [Fact]
    public async Task The_receipt_names_the_lead_and_how_to_revoke_and_reloading_it_posts_nothing()
    {
        using var browser = await LastStepAsync("life");
        await AnswerLastAsync(browser, "life");
        var reference = browser.Page.QuerySelector("code")!.TextContent;
        Guid.Parse(reference).Version.ShouldBe(7);
        browser.Page.QuerySelector("a[href^='mailto:privacy@example.com']")!.GetAttribute("href").ShouldBe($"mailto:privacy@example.com?subject=Revoke%20{reference}");
        browser.Answer.RequestMessage!.Method.ShouldBe(HttpMethod.Get);
        browser.Answer.RequestMessage.RequestUri!.AbsolutePath.ShouldBe($"/quote/life/receipt/{reference}");
    }

    [Fact]
    public async Task Pressing_twice_sends_one_lead()
    {
        using var browser = await LastStepAsync("life");
        Fill(browser, "life");
        var answers = await Task.WhenAll(browser.PostAsync("next"), browser.PostAsync("next"));
        answers.Select(answer => answer.StatusCode).ShouldAllBe(status => status == HttpStatusCode.SeeOther);
        answers[0].Headers.Location.ShouldBe(answers[1].Headers.Location);
        shared.Server.Gateway.Leads.Posts.Count(post => post.IdempotencyKey.Contains(browser.Value("page")!, StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_page_without_a_valid_token_sends_nothing_and_keeps_the_answers()
    {
        using var browser = await LastStepAsync("life");
        Fill(browser, "life");
        browser.SetHidden("token", "forged");
        await browser.PressAsync("next");

        browser.Status.ShouldBe(HttpStatusCode.BadRequest);
        browser.Page.QuerySelector(".notice")!.TextContent.ShouldContain("Your answers are kept");
        browser.Value("email").ShouldBe("hallie.cole@example.com");
        shared.Server.Gateway.Leads.Posts.ShouldNotContain(post => post.IdempotencyKey.Contains(browser.Value("page")!, StringComparison.Ordinal));
        await browser.PressAsync("next");
        browser.Heading.ShouldBe("We have your inquiry");
    }

    [Fact]
    public async Task Consent_to_words_that_were_not_on_the_screen_is_not_taken()
    {
        using var browser = await LastStepAsync("life");
        Fill(browser, "life");
        browser.SetHidden("wording", "000000000000");
        await browser.PressAsync("next");

        browser.Status.ShouldBe(HttpStatusCode.Conflict);
        browser.Page.QuerySelector(".notice")!.TextContent.ShouldContain("The wording beside the button has changed");
        shared.Server.Gateway.Leads.Posts.ShouldNotContain(post => post.IdempotencyKey.Contains(browser.Value("page")!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_step_skipped_by_hand_is_asked_for()
    {
        using var browser = await FormBrowser.OpenAsync(shared.Server, "/quote/life");
        browser.SetHidden("step", "you");
        await browser.PressAsync("next");
        browser.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        browser.Heading.ShouldBe("About the cover");
    }

    [Theory]
    [InlineData("/quote/pet")]
    [InlineData("/quote/life/receipt/1")]
    [InlineData("/nowhere")]
    public async Task What_is_not_there_is_a_page_that_says_so(string path)
    {
        using var browser = await FormBrowser.OpenAsync(shared.Server, path);
        browser.Status.ShouldBe(HttpStatusCode.NotFound);
        browser.Heading.ShouldBe("There is no such page");
    }

    [Fact]
    public async Task A_post_of_a_megabyte_is_refused()
    {
        using var browser = await FormBrowser.OpenAsync(shared.Server, "/quote/life");
        browser.SetHidden("page", new string('x', 1_000_000));
        await browser.PressAsync("next");
        ((int)browser.Status).ShouldBeInRange(400, 413);
    }

    private async Task<FormBrowser> LastStepAsync(string line, string query = "", Action<HttpClient>? with = null)
    {
        LineForm.TryFind(line, out var form);
        var browser = await FormBrowser.OpenAsync(shared.Server, $"/quote/{line}{query}", with);
        await browser.AnswerStepAsync(form!.Steps[0]);
        await browser.AnswerStepAsync(form.Steps[1]);
        browser.Heading.ShouldBe("About you");
        return browser;
    }

    private static void Fill(FormBrowser browser, string line)
    {
        LineForm.TryFind(line, out var form);
        foreach (var question in form!.Steps[2].Questions)
            browser.Fill([.. SomeAnswers.For(question)]);
    }

    private static async Task AnswerLastAsync(FormBrowser browser, string line)
    {
        Fill(browser, line);
        await browser.PressAsync("next");
        browser.Heading.ShouldBe("We have your inquiry");
    }

    private (string Key, JsonObject Body) PostOf(FormBrowser browser)
    {
        var reference = Guid.Parse(browser.Page.QuerySelector("code")!.TextContent);
        var (key, _, body) = shared.Server.Gateway.Leads.Posts.Single(post => post.LeadId == reference);
        return (key, body);
    }
}
