using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace LeadPlatform.Backend.Tests.Identity.Users;

/// <summary>An authenticator in software: one P-256 key, the user always verified, no attestation. It answers as a browser's <c>credential.toJSON()</c>.</summary>
internal sealed class SoftPasskey(string origin) : IDisposable
{
    private const byte PresentAndVerified = 0x05;
    private const byte WithKey = 0x40;

    private static readonly string[] Transports = ["internal"];

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _id = RandomNumberGenerator.GetBytes(32);
    private string _user = "";
    private uint _count;

    public string Create(JsonElement options)
    {
        _user = options.GetProperty("user").GetProperty("id").GetString()!;
        var client = ClientData("webauthn.create", options, origin);
        var data = AuthenticatorData(options.GetProperty("rp").GetProperty("id").GetString()!, PresentAndVerified | WithKey, [.. new byte[16], 0, (byte)_id.Length, .. _id, .. CoseKey()]);
        return Json(new { attestationObject = Encode(Attestation(data)), clientDataJSON = Encode(client), transports = Transports });
    }

    /// <param name="at">Another place than the platform's own, which a browser would tell of.</param>
    public string Get(JsonElement options, string? at = null)
    {
        var client = ClientData("webauthn.get", options, at ?? origin);
        var data = AuthenticatorData(options.GetProperty("rpId").GetString()!, PresentAndVerified, []);
        var signature = _key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Json(new { authenticatorData = Encode(data), clientDataJSON = Encode(client), signature = Encode(signature), userHandle = _user });
    }

    public void Dispose() => _key.Dispose();

    private static byte[] ClientData(string type, JsonElement options, string origin) =>
        JsonSerializer.SerializeToUtf8Bytes(new { type, challenge = options.GetProperty("challenge").GetString(), origin, crossOrigin = false });

    private byte[] AuthenticatorData(string relyingParty, byte flags, byte[] rest)
    {
        var count = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(count, ++_count);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(relyingParty)), flags, .. count, .. rest];
    }

    // CBOR by hand: {1: 2, 3: -7, -1: 1, -2: x, -3: y}.
    private byte[] CoseKey()
    {
        var point = _key.ExportParameters(false).Q;
        return [0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. point.X!, 0x22, 0x58, 0x20, .. point.Y!];
    }

    // {"fmt": "none", "attStmt": {}, "authData": data}.
    private static byte[] Attestation(byte[] data) =>
        [0xa3, 0x63, .. "fmt"u8, 0x64, .. "none"u8, 0x67, .. "attStmt"u8, 0xa0, 0x68, .. "authData"u8, 0x58, (byte)data.Length, .. data];

    private string Json(object response) => JsonSerializer.Serialize(new
    {
        id = Encode(_id),
        rawId = Encode(_id),
        type = "public-key",
        authenticatorAttachment = "platform",
        clientExtensionResults = new { },
        response,
    });

    private static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
