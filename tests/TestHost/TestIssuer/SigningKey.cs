using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace LeadPlatform.TestHost;

/// <summary>An RSA key with its id, and the compact form of what it signs.</summary>
internal sealed class SigningKey : IDisposable
{
    private readonly RSA _rsa = RSA.Create(2048);

    public string Id { get; } = Guid.CreateVersion7().ToString("N");

    /// <summary>The public half as an entry of a JSON Web Key Set.</summary>
    public Dictionary<string, string> PublicJwk()
    {
        var key = _rsa.ExportParameters(includePrivateParameters: false);
        return new Dictionary<string, string>
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["alg"] = "RS256",
            ["kid"] = Id,
            ["n"] = Base64Url.EncodeToString(key.Modulus),
            ["e"] = Base64Url.EncodeToString(key.Exponent),
        };
    }

    public string PublicPem() => _rsa.ExportSubjectPublicKeyInfoPem();

    public string Rs256(string kid, string type, IReadOnlyDictionary<string, object> payload)
    {
        var content = Content("RS256", kid, type, payload);
        return $"{content}.{Base64Url.EncodeToString(_rsa.SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    public static string Hs256(string secret, string kid, string type, IReadOnlyDictionary<string, object> payload)
    {
        var content = Content("HS256", kid, type, payload);
        return $"{content}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes(content)))}";
    }

    public static string Content(string algorithm, string kid, string type, IReadOnlyDictionary<string, object> payload) =>
        $"{Encode(new { alg = algorithm, kid, typ = type })}.{Encode(payload)}";

    public void Dispose() => _rsa.Dispose();

    private static string Encode<T>(T value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}
