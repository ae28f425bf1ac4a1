using System.Security.Cryptography;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.ServiceDefaults.Calls;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.Net.Http.Headers;
using Scalar.AspNetCore;

namespace LeadPlatform.ApiGateway.ApiDescription;

internal static class ApiDescriptionExtensions
{
    private const string DocumentPath = "/openapi/v1.json";

    public static void AddApiDescription(this WebApplicationBuilder builder)
    {
        builder.AddServiceClient<ServiceDescriptions>("backend");
        builder.Services.AddSingleton<Func<ServiceDescriptions>>(services => services.GetRequiredService<ServiceDescriptions>);
        builder.Services.AddSingleton<RoutedPaths>();
        builder.Services.AddSingleton<PublicDescription>();
    }

    public static void MapApiDescription(this WebApplication app)
    {
        app.MapGet(DocumentPath, DescribeAsync).AllowAnonymous();
        app.MapScalarApiReference("/docs", ConfigurePage).AllowAnonymous();
    }

    private static async Task<IResult> DescribeAsync(PublicDescription description, HttpResponse response, CancellationToken cancellationToken)
    {
        if (await description.GetAsync(cancellationToken) is not { } built)
        {
            response.Headers.RetryAfter = "2";
            return Problem.Of(StatusCodes.Status503ServiceUnavailable, ProblemCode.Unavailable, "No service has described itself yet; try again after Retry-After.");
        }

        response.Headers.CacheControl = "public, max-age=60";
        return TypedResults.Bytes(built.Body, "application/json", entityTag: new EntityTagHeaderValue(built.Tag));
    }

    /// <summary>The reference's script comes from this server and may talk to this server only; its styles are written by that script.</summary>
    private static void ConfigurePage(ScalarOptions page, HttpContext context)
    {
        var nonce = RandomNumberGenerator.GetHexString(32, lowercase: true);
        context.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; "
            + "worker-src 'self' blob:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
        page.WithNonce(nonce);
        page.Title = "LeadPlatform API";
        page.OpenApiRoutePattern = DocumentPath;
        page.DefaultFonts = false;
        // Nothing that leads to, or reports to, the maker's own services.
        page.ShowDeveloperTools = DeveloperToolsVisibility.Never;
        page.Agent = new ScalarAgentOptions { Disabled = true };
        page.Mcp = new ScalarMcpOptions { Disabled = true };
        page.Telemetry = false;
        page.HideClientButton = true;
    }
}
