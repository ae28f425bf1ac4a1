using System.Net;

namespace LeadPlatform.ServiceDefaults.Calls;

/// <summary>
/// What a service asks another as its caller shows what the caller may see, and fails as the caller's own request would: a token that has been revoked since it got
/// past this service is the caller's matter, not a service that is away.
/// </summary>
internal sealed class CallerCredentialHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        if (answer.StatusCode != HttpStatusCode.Unauthorized)
            return answer;
        answer.Dispose();
        throw new CredentialRefusedException();
    }
}
