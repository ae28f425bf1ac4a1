namespace Aspire.Hosting.Health;

/// <summary>Healthy is the answer with the expected status.</summary>
internal sealed class HttpHealthProbe(EndpointReference endpoint, string path, int statusCode) : IHealthProbe
{
    private const int ShownCharacters = 300;

    // One client for all probes: each check is a short request to this machine.
    private static readonly HttpClient Client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { Timeout = TimeSpan.FromSeconds(5) };

    public async Task<string?> CheckAsync(int replica, CancellationToken cancellationToken)
    {
        var address = new Uri(new Uri(endpoint.UrlOf(replica)), path);
        try
        {
            using var response = await Client.GetAsync(address, cancellationToken);
            if ((int)response.StatusCode == statusCode)
                return null;

            var body = (await response.Content.ReadAsStringAsync(cancellationToken)).ReplaceLineEndings(" ");
            return $"GET {address} answered {(int)response.StatusCode}: {(body.Length > ShownCharacters ? body[..ShownCharacters] : body)}";
        }
        catch (HttpRequestException e)
        {
            return $"GET {address} failed: {e.Message}";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"GET {address} had no answer within {Client.Timeout.TotalSeconds} s";
        }
    }
}
