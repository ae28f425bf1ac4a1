using LeadPlatform.Frontend.Gateway;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace LeadPlatform.Frontend.SignIn;

/// <summary>
/// The issuer's metadata, read through the gateway. The issuer has one name and two roads to it: browsers go to the public address, this
/// service to the gateway by service discovery, so each endpoint is put on the road of the one who calls it.
/// </summary>
internal sealed class GatewayMetadata : IConfigurationManager<OpenIdConnectConfiguration>
{
    private readonly ConfigurationManager<OpenIdConnectConfiguration> _metadata;

    public GatewayMetadata(IHttpClientFactory clients, Uri publicAddress)
    {
        _metadata = new ConfigurationManager<OpenIdConnectConfiguration>(
            new Uri(GatewayExtensions.Address, "/.well-known/openid-configuration").AbsoluteUri, new Retriever(publicAddress), new Documents(clients));
    }

    public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel)
    {
        try
        {
            return await _metadata.GetConfigurationAsync(cancel);
        }
        catch (InvalidOperationException exception)
        {
            throw new SignInUnavailableException(exception);
        }
    }

    public void RequestRefresh() => _metadata.RequestRefresh();

    private static string On(Uri address, string endpoint) => new Uri(address, new Uri(address, endpoint).PathAndQuery).AbsoluteUri;

    private sealed class Retriever(Uri publicAddress) : IConfigurationRetriever<OpenIdConnectConfiguration>
    {
        public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(string address, IDocumentRetriever retriever, CancellationToken cancel)
        {
            var found = await OpenIdConnectConfigurationRetriever.GetAsync(address, retriever, cancel);
            found.AuthorizationEndpoint = On(publicAddress, found.AuthorizationEndpoint);
            found.TokenEndpoint = On(GatewayExtensions.Address, found.TokenEndpoint);
            if (found.EndSessionEndpoint is { Length: > 0 } endSession)
                found.EndSessionEndpoint = On(publicAddress, endSession);
            return found;
        }
    }

    private sealed class Documents(IHttpClientFactory clients) : IDocumentRetriever
    {
        public async Task<string> GetDocumentAsync(string address, CancellationToken cancel)
        {
            try
            {
                return await clients.CreateClient(GatewayExtensions.ClientName).GetStringAsync(new Uri(On(GatewayExtensions.Address, address)), cancel);
            }
            catch (Exception exception) when (GatewayCalls.IsUnreachable(exception, cancel))
            {
                throw new IOException("The issuer's metadata can't be read through the gateway.", exception);
            }
        }
    }
}

/// <summary>The issuer can't be reached, so nobody can sign in just now.</summary>
internal sealed class SignInUnavailableException(Exception inner) : Exception("The issuer can't be reached.", inner);
