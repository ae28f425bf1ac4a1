using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using LeadPlatform.Contracts.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LeadPlatform.ServiceDefaults.Problems;

internal static class ProblemExtensions
{
    public const string RequestIdHeader = "X-Request-Id";

    public static void AddProblems(this WebApplicationBuilder builder)
    {
        builder.Services.AddProblemDetails(options => options.CustomizeProblemDetails = context =>
        {
            var problem = context.ProblemDetails;
            if (!problem.Extensions.ContainsKey("code"))
            {
                var (code, detail) = ProblemWriter.Default(problem.Status ?? context.HttpContext.Response.StatusCode);
                ProblemWriter.Complete(problem, code);
                problem.Detail = detail;
            }

            problem.Extensions["requestId"] = RequestId(context.HttpContext);
        });
        builder.Services.AddExceptionHandler<UnhandledExceptions>();
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        builder.Services.ConfigureHttpJsonOptions(options =>
        {
            var json = options.SerializerOptions;
            json.RespectNullableAnnotations = true;
            json.RespectRequiredConstructorParameters = true;
            json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            json.AllowDuplicateProperties = false;
            json.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            json.MaxDepth = 32;
        });
    }

    public static void UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
    }

    /// <summary>The id the gateway gave the request; the trace's id where it did not come through the gateway.</summary>
    public static string RequestId(HttpContext context) =>
        context.Request.Headers[RequestIdHeader] is [{ Length: > 0 and <= 128 } id] ? id : Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
}
