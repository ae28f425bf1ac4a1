using LeadPlatform.Contracts.Sources;
using LeadPlatform.Frontend.Forms.Checks;
using LeadPlatform.Frontend.Forms.Checks.Counting;
using LeadPlatform.Frontend.Forms.Questions;
using LeadPlatform.Frontend.Forms.Sending;
using LeadPlatform.Frontend.Site;

namespace LeadPlatform.Frontend.Forms;

/// <summary>The public forms: pages without JavaScript that capture a lead with its consent.</summary>
internal static class FormsExtensions
{
    // The answers of a form with every field full stay under it.
    private const int LargestPost = 64 * 1024;

    public static void AddForms(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<FormsOptions>().BindConfiguration(FormsOptions.Section).ValidateDataAnnotations()
            .Validate(forms => forms.Origins.Keys.All(line => LineForm.TryFind(line, out _)), "Forms:Origins must be named by lines, such as auto.")
            .Validate(forms => forms.Origins.Values.All(origins => origins.All(WebOrigin.IsOne)), "Forms:Origins must hold origins, such as https://quotes.example.com.")
            .ValidateOnStart();
        builder.Services.AddOptions<CheckOptions>().BindConfiguration(CheckOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<FormTokens>();
        builder.Services.AddSingleton<FormOrigins>();
        builder.Services.AddSingleton<FormChecks>();
        builder.Services.AddSingleton<LocalCounts>();
        builder.Services.AddSingleton<SharedCounts>();
        builder.Services.AddSingleton<Counts>();
        builder.Services.AddSingleton<Stylesheet>();
        builder.Services.AddSingleton<FirstPress>();
        builder.Services.AddSingleton<FormSender>();
        builder.Services.AddSingleton<QuoteFlow>();
        builder.Services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "lp-frontend-antiforgery";
            antiforgery.Cookie.SameSite = SameSiteMode.Lax;
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            antiforgery.FormFieldName = "token";
            antiforgery.SuppressXFrameOptionsHeader = true;
        });
    }

    public static void MapForms(this WebApplication app)
    {
        var pages = app.MapGroup("/").AllowAnonymous();
        pages.MapGet("/", FormPages.Start);
        pages.MapGet("/quote", FormPages.Lines);
        pages.MapGet("/quote/{line}", FormPages.First);
        pages.MapGet("/quote/{line}/receipt/{leadId:guid}", FormPages.Receipt);
        // Checked in the handler, so that a page that was open too long keeps its answers.
        pages.MapPost("/quote/{line}", FormPages.NextAsync).DisableAntiforgery().WithFormOptions(valueLengthLimit: LargestPost, bufferBodyLengthLimit: LargestPost);
    }
}
