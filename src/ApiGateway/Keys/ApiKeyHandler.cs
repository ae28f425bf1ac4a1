using System.Text.Encodings.Web;
using LeadPlatform.ApiGateway.Limits;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace LeadPlatform.ApiGateway.Keys;

/// <summary>Authenticates by <c>X-Api-Key</c>. A request without that header is left to the bearer token's handler.</summary>
internal sealed partial class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    KeyCache keys,
    FailedCredentials failures) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "ApiKey";

    public const string Header = "X-Api-Key";

    private static readonly AuthenticateResult NotOne = AuthenticateResult.Fail("More than one credential.");
    private static readonly AuthenticateResult NotKnown = AuthenticateResult.Fail("The API key is not known.");
    private static readonly AuthenticateResult NotNow = AuthenticateResult.Fail("The API key can't be looked up now.");

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers[Header] is not [{ } key] || Request.Headers.Authorization.Count > 0)
        {
            failures.Count(Context);
            return NotOne;
        }

        var (answer, known) = await keys.FindAsync(key, mayAsk: !failures.IsExhausted(Context), Context.RequestAborted);
        switch (answer)
        {
            case KeyAnswer.Known when !known!.IsAllowedFrom(Context.Connection.RemoteIpAddress):
                // As if it were unknown: whoever found a key somewhere learns nothing by trying it.
                Log.WrongNetwork(Logger, known.SourceId);
                failures.Count(Context);
                return NotKnown;
            case KeyAnswer.Known:
                Context.Features.Set(known);
                return known!.Result;
            case KeyAnswer.Unavailable:
                Context.Features.Set(CredentialState.Unavailable);
                return NotNow;
            case KeyAnswer.NotAsked:
                failures.Throttle(Context);
                return NotNow;
            default:
                failures.Count(Context);
                return NotKnown;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2004, Level = LogLevel.Warning, Message = "A key of source {SourceId} was refused because of where it was sent from")]
        public static partial void WrongNetwork(ILogger logger, Guid sourceId);
    }
}
