using System.Net;
using LeadPlatform.Frontend.Forms.Pages;
using LeadPlatform.Frontend.Forms.Questions;
using LeadPlatform.Frontend.Forms.Sending;
using LeadPlatform.Frontend.Gateway;
using LeadPlatform.ServiceDefaults.Callers;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace LeadPlatform.Frontend.Forms;

/// <summary>One run through a form: which page comes after what was pressed.</summary>
internal sealed class QuoteFlow(
    IAntiforgery antiforgery, FirstPress presses, FormSender sender, IOptions<FormsOptions> options, IOptions<IdentityOptions> identity)
{
    public IResult Begin(LineForm form, HttpContext context)
    {
        var query = context.Request.Query;
        var sub = query["sub"].ToString() is { Length: > 0 } given ? given : query["utm_source"].ToString();
        return Page(context, new QuoteView(form, 0, new Answers(), Guid.CreateVersion7(), SubIdOf(sub), ""));
    }

    public async Task<IResult> GoOnAsync(LineForm form, IFormCollection posted, HttpContext context, CancellationToken cancellationToken)
    {
        var answers = Answers.Read(form, posted);
        var step = Math.Max(0, form.Steps.ToList().FindIndex(step => step.Key == posted["step"].ToString()));
        var page = Guid.TryParse(posted["page"], out var id) ? id : Guid.CreateVersion7();
        var view = new QuoteView(form, step, answers, page, SubIdOf(posted["sub"].ToString()), "");

        if (posted["go"] == "back")
            return Page(context, view with { Step = Math.Max(0, step - 1) });
        if (!await antiforgery.IsRequestValidAsync(context))
            return Page(context, view with { Notice = "This page was open for a long time. Your answers are kept: check them and go on." }, HttpStatusCode.BadRequest);

        for (var checkedStep = 0; checkedStep <= step; checkedStep++)
        {
            if (ProblemsOf(form.Steps[checkedStep], answers) is { Count: > 0 } problems)
                return Page(context, view with { Step = checkedStep, Problems = problems }, HttpStatusCode.UnprocessableEntity);
        }

        if (!view.IsLast)
            return Page(context, view with { Step = step + 1 });
        if (posted["wording"] != options.Value.WordingMark)
            return Page(context, view with { Notice = "The wording beside the button has changed. Please read it before you agree." }, HttpStatusCode.Conflict);
        return await SendAsync(context, view, cancellationToken);
    }

    private async Task<IResult> SendAsync(HttpContext context, QuoteView view, CancellationToken cancellationToken)
    {
        var (key, at) = presses.Of(view.Page, view.Form, view.Answers);
        var consent = new ConsentGiven(options.Value, at, new Uri(identity.Value.Issuer!, $"/quote/{view.Form.Line}").AbsoluteUri, Ip(context), UserAgent(context));
        var answer = await sender.SendAsync(LeadPost.Of(view.Form, view.Answers, consent, view.SubId), key, cancellationToken);
        if (answer.Has(out var captured))
            return new SeeOther($"/quote/{view.Form.Line}/receipt/{captured.LeadId}");

        var refusal = answer.Refusal!;
        if (refusal.Kind == RefusalKind.Wrong && ApiProblems(view.Form, refusal) is { Count: > 0 } problems)
        {
            var first = view.Form.Steps.ToList().FindIndex(step => problems.Any(problem => step.Questions.Contains(problem.Question)));
            return Page(context, view with { Step = first, Problems = [.. problems.Where(problem => view.Form.Steps[first].Questions.Contains(problem.Question))] },
                HttpStatusCode.UnprocessableEntity);
        }

        return Trouble(context, view, refusal);
    }

    private static List<AnswerProblem> ProblemsOf(FormStep step, Answers answers) =>
        [.. step.Questions.Select(question => (question, text: AnswerRules.Check(question, answers)))
            .Where(found => found.text is not null).Select(found => new AnswerProblem(found.question, found.text!))];

    // The API's own words: they know more than the form does, such as that a ZIP code lies in another state.
    private static List<AnswerProblem> ApiProblems(LineForm form, Refusal refusal) =>
        [.. form.Questions
            .Select(question => (question, error: refusal.Errors.FirstOrDefault(error => error.Path == question.Path)))
            .Where(found => found.error is not null)
            .Select(found => new AnswerProblem(found.question, $"{found.question.Label}: {found.error!.Message}"))];

    private RazorComponentResult<QuotePage> Page(HttpContext context, QuoteView view, HttpStatusCode status = HttpStatusCode.OK) =>
        new(new { View = view with { Token = Token(context) } }) { StatusCode = (int)status };

    private RazorComponentResult<TroublePage> Trouble(HttpContext context, QuoteView view, Refusal refusal)
    {
        var status = refusal.Kind is RefusalKind.TryLater or RefusalKind.Changed ? refusal.Status ?? HttpStatusCode.ServiceUnavailable : HttpStatusCode.BadGateway;
        if (refusal.Kind == RefusalKind.TryLater)
            context.Response.Headers.RetryAfter = ((int)(refusal.RetryAfter ?? TimeSpan.FromSeconds(10)).TotalSeconds).ToString(null, null);
        return new(new { View = view with { Token = Token(context) }, Refusal = refusal }) { StatusCode = (int)status };
    }

    private string Token(HttpContext context)
    {
        var token = antiforgery.GetAndStoreTokens(context).RequestToken!;
        // Antiforgery forbids storing, and with it the browser's own way back through the steps.
        context.Response.Headers.CacheControl = "private, no-cache";
        context.Response.Headers.Remove("Pragma");
        return token;
    }

    private static string? Ip(HttpContext context) => context.Connection.RemoteIpAddress is { } address ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString() : null;

    private static string? UserAgent(HttpContext context) => context.Request.Headers.UserAgent.ToString() is { Length: > 0 } agent ? agent[..Math.Min(agent.Length, 500)] : null;

    private static string? SubIdOf(string given)
    {
        var sub = new string([.. given.Trim().Where(letter => letter is >= ' ' and <= '~').Take(100)]);
        return sub.Length > 0 ? sub : null;
    }
}
