using LeadPlatform.Frontend.Forms.Checks;
using LeadPlatform.Frontend.Forms.Pages;
using LeadPlatform.Frontend.Forms.Questions;
using LeadPlatform.Frontend.Site;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace LeadPlatform.Frontend.Forms;

internal static class FormPages
{
    public static RazorComponentResult<StartPage> Start() => new();

    public static RazorComponentResult<LinesPage> Lines() => new();

    public static IResult First(string line, QuoteFlow flow, HttpContext context) =>
        LineForm.TryFind(line, out var form) ? flow.Begin(form, context) : ErrorPagesExtensions.Page(ErrorPageText.Missing);

    public static async Task<IResult> NextAsync(
        string line, [FromForm] IFormCollection posted, QuoteFlow flow, FormOrigins origins, HttpContext context, CancellationToken cancellationToken)
    {
        if (!LineForm.TryFind(line, out var form))
            return ErrorPagesExtensions.Page(ErrorPageText.Missing);
        return origins.MaySend(line, context.Request) ? await flow.GoOnAsync(form, posted, context, cancellationToken) : ErrorPagesExtensions.Page(ErrorPageText.FromElsewhere);
    }

    public static IResult Receipt(string line, Guid leadId) => LineForm.TryFind(line, out var form)
        ? new RazorComponentResult<ReceiptPage>(new { Form = form, LeadId = leadId })
        : ErrorPagesExtensions.Page(ErrorPageText.Missing);
}
