using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;

namespace LeadPlatform.ApiGateway.Origins;

/// <summary>
/// What browsers are told. A browser asks without the credential first, so an origin is let on where any source names it; with the credential it must be one of that
/// source's own (<see cref="OwnOrigins"/>). Never with cookies: the API goes by keys and tokens.
/// </summary>
internal sealed class OriginPolicies : ICorsPolicyProvider
{
    private readonly CorsPolicy _policy;

    public OriginPolicies(IOptions<OriginOptions> options, KnownOrigins known)
    {
        _policy = new CorsPolicyBuilder()
            .SetIsOriginAllowed(origin => known.Now.Contains(origin))
            .WithMethods("GET", "POST", "PUT", "PATCH", "DELETE")
            .WithHeaders("Authorization", "Content-Type", "Idempotency-Key", "If-Match", "Prefer", "X-Api-Key", "X-Request-Id")
            .WithExposedHeaders("ETag", "Idempotent-Replayed", "Location", "RateLimit", "RateLimit-Policy", "Retry-After", "X-Request-Id")
            .SetPreflightMaxAge(options.Value.RememberedFor)
            .Build();
    }

    public Task<CorsPolicy?> GetPolicyAsync(HttpContext context, string? policyName) => Task.FromResult(context.Request.Path.StartsWithSegments("/v1") ? _policy : null);
}
