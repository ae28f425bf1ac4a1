using System.Net;
using LeadPlatform.Frontend.Forms.Checks;
using LeadPlatform.Frontend.Forms.Questions;
using LeadPlatform.Frontend.Tests.StandIn;
using LeadPlatform.TestHost;

namespace LeadPlatform.Frontend.Tests.Forms;

/// <summary>Inquiries that look like a machine's.</summary>
public sealed class FormCheckTests
{
    [Fact]
    public async Task Who_is_quicker_than_anybody_can_be_works_for_it_and_is_let_through()
    {
        await using var server = await StartAsync(("MinimumTime", "00:01:00"), ("Wait", "00:05:00"), ("Difficulty", "8"));
        using var browser = await SendAsync(server);
        browser.Heading.ShouldBe("One more moment");
        server.Gateway.Leads.Posts.ShouldBeEmpty();
        browser.Answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem()
            .ShouldBe("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");

        var form = browser.Page.GetElementById("checked")!;
        form.GetAttribute("data-bits").ShouldBe("8");
        var check = form.GetAttribute("data-check")!;
        browser.SetHidden("proof", Enumerable.Range(0, 1_000_000).Select(number => $"{number}").First(number => Proof.Holds(check, number, 8)));
        await browser.PressAsync("next");

        browser.Heading.ShouldBe("We have your inquiry");
        ((string?)server.Gateway.Leads.Posts.Single().Body["contact"]!["email"]).ShouldBe("hallie.cole@example.com");
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("not a number")]
    public async Task Neither_work_nor_wait_asks_again_and_the_wait_goes_on(string proof)
    {
        await using var server = await StartAsync(("MinimumTime", "00:01:00"), ("Wait", "00:05:00"), ("Difficulty", "24"));
        using var browser = await SendAsync(server);
        var check = browser.Value("check");
        browser.SetHidden("proof", proof);
        await browser.PressAsync("next");

        browser.Heading.ShouldBe("One more moment");
        browser.Value("check").ShouldBe(check);
        server.Gateway.Leads.Posts.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_script_waiting_is_enough()
    {
        await using var server = await StartAsync(("MinimumTime", "00:01:00"), ("Wait", "00:00:00"), ("Difficulty", "24"));
        using var browser = await SendAsync(server);
        browser.Heading.ShouldBe("One more moment");
        await browser.PressAsync("next");

        browser.Heading.ShouldBe("We have your inquiry");
    }

    [Fact]
    public async Task A_check_of_another_run_is_worth_nothing()
    {
        await using var server = await StartAsync(("MinimumTime", "00:01:00"), ("Wait", "00:00:00"));
        using var other = await SendAsync(server);
        using var browser = await SendAsync(server);
        browser.SetHidden("check", other.Value("check")!);
        await browser.PressAsync("next");

        browser.Heading.ShouldBe("One more moment");
        server.Gateway.Leads.Posts.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_field_that_nobody_sees_gives_a_machine_away()
    {
        await using var server = await StartAsync(("Wait", "00:05:00"));
        using var browser = await AtTheButtonAsync(server);
        var trap = browser.Page.GetElementById(FormChecks.Trap)!;
        trap.Closest("[aria-hidden=true]").ShouldNotBeNull();
        trap.GetAttribute("tabindex").ShouldBe("-1");
        browser.Fill((FormChecks.Trap, "https://spam.example.com"));
        await browser.PressAsync("next");

        browser.Heading.ShouldBe("One more moment");
        server.Gateway.Leads.Posts.ShouldBeEmpty();
    }

    [Fact]
    public async Task Many_from_one_address_are_asked_and_then_refused_and_another_address_is_not()
    {
        await using var server = await StartAsync(("FreePerAddress", "2"), ("MostPerAddress", "3"), ("Wait", "00:00:00"));
        for (var i = 0; i < 2; i++)
        {
            using var browser = await SendAsync(server, "192.0.2.1");
            browser.Heading.ShouldBe("We have your inquiry");
        }

        using var asked = await SendAsync(server, "192.0.2.1");
        asked.Heading.ShouldBe("One more moment");
        await asked.PressAsync("next");
        asked.Heading.ShouldBe("We have your inquiry");

        using var refused = await SendAsync(server, "192.0.2.1");
        refused.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromMinutes(10));
        refused.Value("email").ShouldBe("hallie.cole@example.com");
        server.Gateway.Leads.Posts.Count.ShouldBe(3);

        using var other = await SendAsync(server, "192.0.2.2");
        other.Heading.ShouldBe("We have your inquiry");
    }

    [Fact]
    public async Task Instances_count_together_what_comes_from_one_address_and_alone_while_redis_is_away()
    {
        await using var redis = await RedisServer.StartAsync();
        (string, string)[] settings = [("FreePerAddress", "2"), ("MostPerAddress", "3"), ("Wait", "00:00:00")];
        await using var one = await StartAsync(redis.ConnectionString, settings);
        await using var other = await StartAsync(redis.ConnectionString, settings);
        using (var first = await SendAsync(one, "192.0.2.1"))
            first.Heading.ShouldBe("We have your inquiry");
        using (var second = await SendAsync(other, "192.0.2.1"))
            second.Heading.ShouldBe("We have your inquiry");

        foreach (var server in new[] { one, other })
        {
            using var asked = await SendAsync(server, "192.0.2.1");
            asked.Heading.ShouldBe("One more moment", "two were sent, one by each");
        }

        using (var another = await SendAsync(other, "192.0.2.2"))
            another.Heading.ShouldBe("We have your inquiry");

        await redis.Handle.StopAsync();
        using (var alone = await SendAsync(one, "192.0.2.1"))
            alone.Heading.ShouldBe("We have your inquiry", "this instance has sent one");
        using var many = await SendAsync(one, "192.0.2.1");
        many.Heading.ShouldBe("One more moment");
    }

    [Fact]
    public async Task One_run_through_a_form_sends_so_many_inquiries_and_no_more()
    {
        await using var server = await StartAsync(("MostPerPage", "2"));
        using var browser = await AtTheButtonAsync(server);
        foreach (var name in new[] { "Ada", "Bea" })
        {
            browser.Fill(("firstName", name));
            (await browser.PostAsync("next")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        }

        browser.Fill(("firstName", "Cleo"));
        (await browser.PostAsync("next")).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        server.Gateway.Leads.Posts.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_token_holds_for_its_line_and_its_run_alone()
    {
        await using var server = await StartAsync();
        using var other = await FormBrowser.OpenAsync(server, "/quote/home");
        using var browser = await AtTheButtonAsync(server);
        browser.SetHidden("token", other.Value("token")!);
        await browser.PressAsync("next");

        browser.Status.ShouldBe(HttpStatusCode.BadRequest);
        server.Gateway.Leads.Posts.ShouldBeEmpty();
    }

    internal static async Task<FrontendServer> StartAsync(params (string Check, string Value)[] checks) =>
        await FrontendServer.StartAsync(checks.ToDictionary(check => $"Forms:Checks:{check.Check}", check => (string?)check.Value));

    private static async Task<FrontendServer> StartAsync(string redis, (string Check, string Value)[] checks) => await FrontendServer.StartAsync(
        checks.Select(check => KeyValuePair.Create($"Forms:Checks:{check.Check}", (string?)check.Value)).Append(new("ConnectionStrings:redis", redis)).ToDictionary());

    private static async Task<FormBrowser> SendAsync(FrontendServer server, string client = "203.0.113.7")
    {
        var browser = await AtTheButtonAsync(server, client);
        await browser.PressAsync("next");
        return browser;
    }

    private static async Task<FormBrowser> AtTheButtonAsync(FrontendServer server, string client = "203.0.113.7")
    {
        LineForm.TryFind("life", out var form);
        var browser = await FormBrowser.OpenAsync(server, "/quote/life", http => http.DefaultRequestHeaders.Add("X-Test-Client", client));
        await browser.AnswerStepAsync(form!.Steps[0]);
        await browser.AnswerStepAsync(form.Steps[1]);
        foreach (var question in form.Steps[2].Questions)
            browser.Fill([.. SomeAnswers.For(question)]);
        return browser;
    }
}
