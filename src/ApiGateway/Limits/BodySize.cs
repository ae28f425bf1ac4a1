using LeadPlatform.Contracts.Problems;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Yarp.ReverseProxy.Model;

namespace LeadPlatform.ApiGateway.Limits;

/// <summary>The route's limit on bodies, held before the body is read; a body without a length is cut off where it passes the limit.</summary>
internal static class BodySize
{
    /// <returns>The refusal; null where the body may be as long as it says.</returns>
    public static ProblemHttpResult? Refuse(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<RouteModel>()?.Config.MaxRequestBodySize is { } most && context.Request.ContentLength > most
            ? Problem.Of(StatusCodes.Status413PayloadTooLarge, ProblemCode.TooLarge, $"The body is too large; at most {most} bytes are taken here.")
            : null;
}
