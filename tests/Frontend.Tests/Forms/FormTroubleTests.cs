using System.Net;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.Frontend.Forms.Questions;
using LeadPlatform.Frontend.Tests.StandIn;

namespace LeadPlatform.Frontend.Tests.Forms;

/// <summary>What a consumer sees when the API does not take the lead.</summary>
public sealed class FormTroubleTests : IAsyncLifetime
{
    private FrontendServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await FrontendServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_field_the_api_refuses_is_shown_on_its_step_in_the_apis_words()
    {
        using var browser = await AtTheButtonAsync();
        _server.Gateway.Instead["POST /v1/leads"] = context => StandInGateway.ProblemAsync(context, 422, ProblemCode.Validation, "Two fields are wrong.",
            new FieldError("contact.phone", "format", "Must be a phone number that can be dialled, with area code."),
            new FieldError("contact.address.postalCode", "mismatch", "This ZIP code does not lie in VT."));
        await browser.PressAsync("next");

        browser.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        browser.Heading.ShouldBe("Where you live");
        browser.Problems.ShouldBe([("ZIP code: This ZIP code does not lie in VT.", "postalCode")]);
        browser.Value("postalCode").ShouldBe("05401");
        browser.Fill(("postalCode", "05402"));
        await browser.PressAsync("next");
        browser.Value("email").ShouldBe("hallie.cole@example.com");
        await browser.PressAsync("next");
        browser.Heading.ShouldBe("We have your inquiry");
    }

    [Theory]
    [InlineData(503, "7")]
    [InlineData(429, "30")]
    public async Task An_api_that_takes_nothing_now_leaves_the_answers_on_the_page_and_says_when_to_press_again(int status, string retryAfter)
    {
        using var browser = await AtTheButtonAsync();
        _server.Gateway.Instead["POST /v1/leads"] = context =>
        {
            context.Response.Headers.RetryAfter = retryAfter;
            return StandInGateway.ProblemAsync(context, status, status == 429 ? ProblemCode.RateLimited : ProblemCode.Unavailable, "Not now.");
        };
        await browser.PressAsync("next");

        ((int)browser.Status).ShouldBe(status);
        browser.Heading.ShouldBe("Your inquiry is not sent yet");
        browser.Answer.Headers.RetryAfter!.ToString().ShouldBe(retryAfter);
        browser.Page.QuerySelector("main")!.TextContent.ShouldContain($"Wait {retryAfter} seconds");
        browser.Value("email").ShouldBe("hallie.cole@example.com");
        await browser.PressAsync("next");
        browser.Heading.ShouldBe("We have your inquiry");
    }

    [Fact]
    public async Task A_lead_whose_answer_was_lost_is_sent_again_as_the_same_lead()
    {
        using var browser = await AtTheButtonAsync();
        string? lost = null;
        _server.Gateway.Instead["POST /v1/leads"] = async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            lost = context.Request.Headers["Idempotency-Key"] + await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
            context.Abort();
        };
        await browser.PressAsync("next");
        browser.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        await browser.PressAsync("next");

        var (key, _, body) = _server.Gateway.Leads.Posts.Single();
        (key + body.ToJsonString()).ShouldBe(lost);
    }

    [Fact]
    public async Task Corrected_answers_are_another_lead()
    {
        using var browser = await AtTheButtonAsync();
        await browser.PostAsync("next");
        browser.Fill(("firstName", "Hal"));
        await browser.PostAsync("next");
        _server.Gateway.Leads.Posts.Select(post => post.IdempotencyKey).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task A_lead_that_is_there_already_is_not_asked_for_again()
    {
        using var browser = await AtTheButtonAsync();
        _server.Gateway.Instead["POST /v1/leads"] = context => StandInGateway.ProblemAsync(context, 409, "idempotency_conflict", "The key was used with another body.");
        await browser.PressAsync("next");
        browser.Status.ShouldBe(HttpStatusCode.Conflict);
        browser.Heading.ShouldBe("We already have your inquiry");
    }

    [Theory]
    [InlineData(401)]
    [InlineData(500)]
    public async Task A_fault_of_ours_is_never_blamed_on_the_consumer(int status)
    {
        using var browser = await AtTheButtonAsync();
        _server.Gateway.Instead["POST /v1/leads"] = context => StandInGateway.ProblemAsync(context, status, "internal", "Secret detail.");
        await browser.PressAsync("next");
        browser.Status.ShouldBe(HttpStatusCode.BadGateway);
        browser.Heading.ShouldBe("Your inquiry is not sent yet");
        browser.Html.ShouldNotContain("Secret detail");
        await browser.PressAsync("back");
        browser.Value("email").ShouldBe("hallie.cole@example.com");
    }

    private async Task<FormBrowser> AtTheButtonAsync()
    {
        LineForm.TryFind("life", out var form);
        var browser = await FormBrowser.OpenAsync(_server, "/quote/life");
        await browser.AnswerStepAsync(form!.Steps[0]);
        await browser.AnswerStepAsync(form.Steps[1]);
        foreach (var question in form.Steps[2].Questions)
            browser.Fill([.. SomeAnswers.For(question)]);
        return browser;
    }
}
