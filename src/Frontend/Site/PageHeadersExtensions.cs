using LeadPlatform.Frontend.Forms;
using LeadPlatform.Frontend.Forms.Checks;
using LeadPlatform.Frontend.Forms.Questions;
using Microsoft.Extensions.Options;
using NetEscapades.AspNetCore.SecurityHeaders;
using NetEscapades.AspNetCore.SecurityHeaders.Infrastructure;

namespace LeadPlatform.Frontend.Site;

/// <summary>Security headers of pages: the console may run its own scripts, the public pages none at all but the one of a form's check.</summary>
internal static class PageHeadersExtensions
{
    private const string Console = "console";
    private const string Check = "check";
    private static readonly object CheckKey = new();

    public static void AddPageHeaders(this WebApplicationBuilder builder) => builder.Services.AddSecurityHeaderPolicies((policies, services) =>
    {
        var forms = services.GetRequiredService<IOptions<FormsOptions>>().Value;
        policies.SetDefaultPolicy(headers => headers.Public([]));
        policies.AddPolicy(Check, headers => headers.Public([], script: true));
        policies.AddPolicy(Console, ForConsole);
        foreach (var (line, origins) in forms.Origins)
        {
            policies.AddPolicy(NameOf(line), headers => headers.Public(origins));
            policies.AddPolicy(NameOf(line, Check), headers => headers.Public(origins, script: true));
        }

        policies.SetPolicySelector(Select);
    });

    public static void UsePageHeaders(this WebApplication app) => app.UseSecurityHeaders();

    /// <summary>The nonce of this response's scripts.</summary>
    public static string? ScriptNonce(this HttpContext context) => context.GetNonce();

    /// <summary>Lets this answer run the site's own script.</summary>
    public static void AllowOwnScript(HttpContext context) => context.Items[CheckKey] = CheckKey;

    private static IReadOnlyHeaderPolicyCollection Select(PolicySelectorContext selection)
    {
        var context = selection.HttpContext;
        if (context.Request.Path.StartsWithSegments("/console"))
            return selection.ConfiguredPolicies[Console];
        var kind = context.Items.ContainsKey(CheckKey) ? Check : null;
        if (context.Request.Path.StartsWithSegments("/quote", out var rest)
            && selection.ConfiguredPolicies.TryGetValue(NameOf(rest.Value!.Trim('/').Split('/')[0], kind), out var ofLine))
            return ofLine;
        return kind is null ? selection.DefaultPolicy : selection.ConfiguredPolicies[kind];
    }

    private static string NameOf(string line, string? kind = null) => $"form {line.ToLowerInvariant()} {kind}";

    private static void Public(this HeaderPolicyCollection headers, string[] frames, bool script = false) => headers.OfEveryPage().AddContentSecurityPolicy(policy =>
    {
        policy.AddDefaultSrc().None();
        if (script)
            policy.AddScriptSrc().Self();
        policy.AddStyleSrc().Self();
        policy.AddImgSrc().Self().Data();
        policy.AddFormAction().Self();
        policy.AddBaseUri().None();
        if (frames.Length == 0)
            policy.AddFrameAncestors().None();
        else
            policy.AddFrameAncestors().From(frames);
    });

    // MudBlazor sets styles inline; everything else is held to the site.
    private static void ForConsole(HeaderPolicyCollection headers) => headers.OfEveryPage().AddContentSecurityPolicy(policy =>
    {
        policy.AddDefaultSrc().None();
        policy.AddScriptSrc().Self().WithNonce();
        policy.AddStyleSrc().Self().UnsafeInline();
        policy.AddImgSrc().Self().Data();
        policy.AddFontSrc().Self();
        policy.AddConnectSrc().Self();
        policy.AddFormAction().Self();
        policy.AddBaseUri().Self();
        policy.AddObjectSrc().None();
        policy.AddFrameAncestors().None();
    });

    private static HeaderPolicyCollection OfEveryPage(this HeaderPolicyCollection headers) => headers
        .AddContentTypeOptionsNoSniff()
        .AddReferrerPolicySameOrigin()
        .AddCrossOriginOpenerPolicy(opener => opener.SameOrigin())
        .AddCustomHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
}
