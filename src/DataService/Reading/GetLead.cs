using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Problems;

namespace LeadPlatform.DataService.Reading;

/// <summary><c>GET /v1/leads/{id}</c>.</summary>
internal static class GetLead
{
    public static async Task<IResult> HandleAsync(Guid id, HttpContext context, LeadReader leads, CancellationToken cancellationToken) =>
        await leads.FindAsync(id, LeadVisibility.Of(context.User.Caller()), cancellationToken) is { } lead
            ? new LeadAnswer(lead.Json)
            : Problem.NotFound("lead");

    /// <summary>JSON that is there already.</summary>
    private sealed class LeadAnswer(ReadOnlyMemory<byte> json) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.ContentType = "application/json; charset=utf-8";
            httpContext.Response.ContentLength = json.Length;
            return httpContext.Response.BodyWriter.WriteAsync(json, httpContext.RequestAborted).AsTask();
        }
    }
}
