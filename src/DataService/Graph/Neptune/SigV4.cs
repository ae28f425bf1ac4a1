using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LeadPlatform.DataService.Graph.Neptune;

/// <summary>Signs a request as AWS asks for (Signature Version 4): method, path, host with its port, time, token and the body's hash.</summary>
internal sealed class SigV4(string region, string service)
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>Adds the headers of the signature; nothing it covers may change afterwards.</summary>
    public void Sign(HttpRequestMessage request, Uri address, byte[] body, AwsKeys keys, DateTimeOffset now)
    {
        var time = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var scope = $"{time[..8]}/{region}/{service}/aws4_request";
        request.Headers.Host = address.IsDefaultPort ? address.Host : $"{address.Host}:{address.Port}";
        request.Headers.TryAddWithoutValidation("x-amz-date", time);
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["host"] = request.Headers.Host, ["x-amz-date"] = time };
        if (keys.Token is { } token)
        {
            request.Headers.TryAddWithoutValidation("x-amz-security-token", token);
            headers["x-amz-security-token"] = token;
        }

        var signed = string.Join(';', headers.Keys);
        var canonical = string.Join(
            '\n', request.Method.Method, new Uri(address, request.RequestUri!).AbsolutePath, "", string.Concat(headers.Select(header => $"{header.Key}:{header.Value}\n")), signed, Hex(SHA256.HashData(body)));
        var toSign = string.Join('\n', Algorithm, time, scope, Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))));
        var key = scope.Split('/').Aggregate(Encoding.UTF8.GetBytes($"AWS4{keys.Secret}"), (secret, part) => HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(part)));
        var signature = Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
        request.Headers.TryAddWithoutValidation("Authorization", $"{Algorithm} Credential={keys.Id}/{scope}, SignedHeaders={signed}, Signature={signature}");
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}

/// <summary>An access key of AWS.</summary>
/// <param name="Token">Of keys that expire.</param>
internal sealed record AwsKeys(string Id, string Secret, string? Token);

internal interface IAwsCredentials
{
    ValueTask<AwsKeys> GetAsync(CancellationToken cancellationToken);
}
