using LeadPlatform.ApiGateway.Telemetry;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.ServiceDefaults.Problems;

namespace LeadPlatform.ApiGateway.Edge;

/// <summary>What holds for every request: an id, and the headers every answer has.</summary>
internal sealed class EdgeMiddleware(RequestDelegate next, GatewayMetrics metrics, IHostApplicationLifetime lifetime, IHostEnvironment environment, TimeProvider time)
{
    private readonly Func<object, Task> _complete = new AnswerHeaders(strictTransport: !environment.IsDevelopment()).Complete;

    public async Task InvokeAsync(HttpContext context)
    {
        RequestIds.Assign(context, time.GetUtcNow());
        context.Response.OnStarting(_complete, context);

        // A stream of any length would hold up the stop; its reader connects again, to a gateway that stays.
        using var ending = IsStream(context.Request)
            ? lifetime.ApplicationStopping.UnsafeRegister(static state => ((HttpContext)state!).Abort(), context)
            : default;
        try
        {
            await (Framing.IsDoubtful(context.Request) ? RefuseAsync(context) : next(context));
        }
        catch
        {
            metrics.Answered(context, StatusCodes.Status500InternalServerError);
            throw;
        }

        metrics.Answered(context, context.Response.StatusCode);
    }

    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.Headers.Connection = "close";
        return Problem.Of(StatusCodes.Status400BadRequest, ProblemCode.InvalidRequest, "The request can't be read: its method, its path or the length of its body is not clear.").ExecuteAsync(context);
    }

    private static bool IsStream(HttpRequest request) =>
        request.Headers.Upgrade.Count > 0
        || (request.Headers.Accept is [{ } accept, ..] && accept.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase));
}
