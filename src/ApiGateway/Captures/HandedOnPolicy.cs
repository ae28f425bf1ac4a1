using LeadPlatform.Contracts.Captures;
using Microsoft.AspNetCore.Routing.Matching;

namespace LeadPlatform.ApiGateway.Captures;

/// <summary>Marks the endpoint that hands captures on together.</summary>
internal sealed class HandedOn
{
    public static readonly HandedOn Metadata = new();
}

/// <summary>
/// Leaves to the proxy what can't be handed on together: a caller who waits for the outcome would hold up the call of everybody else, and a body that
/// is neither JSON nor a form is refused by DataService in its own words.
/// </summary>
internal sealed class HandedOnPolicy : MatcherPolicy, IEndpointSelectorPolicy
{
    public override int Order => 0;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints)
    {
        foreach (var endpoint in endpoints)
        {
            if (endpoint.Metadata.GetMetadata<HandedOn>() is not null)
                return true;
        }

        return false;
    }

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        for (var i = 0; i < candidates.Count; i++)
        {
            if (candidates.IsValidCandidate(i) && candidates[i].Endpoint.Metadata.GetMetadata<HandedOn>() is not null && !CanBeHandedOn(httpContext.Request))
                candidates.SetValidity(i, false);
        }

        return Task.CompletedTask;
    }

    public static bool CanBeHandedOn(HttpRequest request) =>
        request.Headers["Prefer"].Count == 0 && CaptureContents.Of(request.ContentType) is not null;
}
