using System.Net;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.Frontend.Forms.Checks;
using LeadPlatform.Frontend.Forms.Checks.Counting;
using LeadPlatform.Frontend.Forms.Pages;
using LeadPlatform.Frontend.Forms.Questions;
using LeadPlatform.Frontend.Forms.Sending;
using LeadPlatform.Frontend.Gateway;
using LeadPlatform.Frontend.Site;
using LeadPlatform.ServiceDefaults.Callers;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace LeadPlatform.Frontend.Forms;

/// <summary>One run through a form: which page comes after what was pressed.</summary>
internal sealed class QuoteFlow(
    FormTokens tokens, FormChecks checks, Counts counts, FirstPress presses, FormSender sender,
    IOptions<FormsOptions> options, IOptions<CheckOptions> limits, IOptions<IdentityOptions> identity)
{
    public IResult Begin(LineForm form, HttpContext context)
    {
        var query = context.Request.Query;
        var sub = query["sub"].ToString() is { Length: > 0 } given ? given : query["utm_source"].ToString();
        var page = Guid.CreateVersion7();
        return Page(context, new QuoteView(form, 0, new Answers(), page, SubIdOf(sub), tokens.Issue(FormTokens.Run, form.Line, page)));
    }

    public async Task<IResult> GoOnAsync(LineForm form, IFormCollection posted, HttpContext context, CancellationToken cancellationToken)
    {
        var answers = Answers.Read(form, posted);
        var step = Math.Max(0, form.Steps.ToList().FindIndex(step => step.Key == posted["step"].ToString()));
        var page = Guid.TryParse(posted["page"], out var id) ? id : Guid.CreateVersion7();
        var token = posted["token"].ToString();
        var age = tokens.Age(FormTokens.Run, form.Line, page, token) ?? TimeSpan.MaxValue;
        var known = age < limits.Value.MaximumAge;
        var view = new QuoteView(form, step, answers, page, SubIdOf(posted["sub"].ToString()), known ? token : tokens.Issue(FormTokens.Run, form.Line, page));

        if (posted["go"] == "back")
            return Page(context, view with { Step = Math.Max(0, step - 1) });
        if (!known)
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
        return await checks.JudgeAsync(form.Line, page, age, posted, context.Connection.RemoteIpAddress, cancellationToken) switch
        {
            CheckVerdict.Send => await SendAsync(context, view, cancellationToken),
            CheckVerdict.Later => Trouble(context, view, TooMany),
            _ => Ask(context, view, checks.CheckOf(form.Line, page, posted)),
        };
    }

    private async Task<IResult> SendAsync(HttpContext context, QuoteView view, CancellationToken cancellationToken)
    {
        var (key, at) = presses.Of(view.Page, view.Form, view.Answers);
        var consent = new ConsentGiven(options.Value, at, new Uri(identity.Value.Issuer!, $"/quote/{view.Form.Line}").AbsoluteUri, Ip(context), UserAgent(context));
        var answer = await sender.SendAsync(LeadPost.Of(view.Form, view.Answers, consent, view.SubId), key, cancellationToken);
        if (answer.Has(out var captured))
        {
            // Sent is sent, whether the consumer waits for the answer or not.
            await counts.AddAsync(context.Connection.RemoteIpAddress, view.Page, CancellationToken.None);
            return new SeeOther($"/quote/{view.Form.Line}/receipt/{captured.LeadId}");
        }

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

    private Refusal TooMany => new(HttpStatusCode.TooManyRequests, ProblemCode.RateLimited, "Too many inquiries came from there.", [], limits.Value.Window);

    private static RazorComponentResult<QuotePage> Page(HttpContext context, QuoteView view, HttpStatusCode status = HttpStatusCode.OK)
    {
        KeepForBack(context);
        return new(new { View = view }) { StatusCode = (int)status };
    }

    private RazorComponentResult<CheckPage> Ask(HttpContext context, QuoteView view, string check)
    {
        KeepForBack(context);
        PageHeadersExtensions.AllowOwnScript(context);
        return new(new { View = view, Check = check, limits.Value.Wait, Bits = limits.Value.Difficulty });
    }

    private static RazorComponentResult<TroublePage> Trouble(HttpContext context, QuoteView view, Refusal refusal)
    {
        var status = refusal.Kind is RefusalKind.TryLater or RefusalKind.Changed ? refusal.Status ?? HttpStatusCode.ServiceUnavailable : HttpStatusCode.BadGateway;
        if (refusal.Kind == RefusalKind.TryLater)
            context.Response.Headers.RetryAfter = ((int)(refusal.RetryAfter ?? TimeSpan.FromSeconds(10)).TotalSeconds).ToString(null, null);
        KeepForBack(context);
        return new(new { View = view, Refusal = refusal }) { StatusCode = (int)status };
    }

    // For the browser's own way back through the steps.
    private static void KeepForBack(HttpContext context) => context.Response.Headers.CacheControl = "private, no-cache";

    private static string? Ip(HttpContext context) => context.Connection.RemoteIpAddress is { } address ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString() : null;

    private static string? UserAgent(HttpContext context) => context.Request.Headers.UserAgent.ToString() is { Length: > 0 } agent ? agent[..Math.Min(agent.Length, 500)] : null;

    private static string? SubIdOf(string given)
    {
        var sub = new string([.. given.Trim().Where(letter => letter is >= ' ' and <= '~').Take(100)]);
        return sub.Length > 0 ? sub : null;
    }
}
