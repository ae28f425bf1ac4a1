using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace LeadPlatform.Frontend.Forms.Checks.Counting;

/// <summary>
/// Inquiries by address and by run through a form: over all instances where Redis is there, and in this process's memory, which counts along and goes on alone while Redis
/// is away. The higher count holds.
/// </summary>
internal sealed class Counts(LocalCounts local, SharedCounts shared, IOptions<FormsOptions> forms, IOptions<CheckOptions> options)
{
    // Redis is told no addresses: who reads it finds hashes under a key that only the instances have.
    private readonly byte[] _key = HKDF.DeriveKey(
        HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(forms.Value.TokenKey ?? forms.Value.SourceKey!), SHA256.HashSizeInBytes, info: "form-count-1"u8.ToArray());

    /// <summary>What was sent so far.</summary>
    public async Task<(int Address, int Page)> OfAsync(IPAddress? address, Guid page, CancellationToken cancellationToken)
    {
        var (ofAddress, ofPage) = (Key(address), Key(page));
        var there = await shared.ReadAsync(ofAddress, ofPage, cancellationToken);
        return (Math.Max(there.First, local.Of(ofAddress)), Math.Max(there.Second, local.Of(ofPage)));
    }

    /// <summary>One was sent.</summary>
    public Task AddAsync(IPAddress? address, Guid page, CancellationToken cancellationToken)
    {
        var (ofAddress, ofPage) = (Key(address), Key(page));
        local.Add(ofAddress, options.Value.Window);
        local.Add(ofPage, options.Value.MaximumAge);
        return shared.AddAsync((ofAddress, options.Value.Window), (ofPage, options.Value.MaximumAge), cancellationToken);
    }

    private static string Key(Guid page) => $"page:{page:N}";

    /// <summary>Of IPv6 the /64, which one household has to itself.</summary>
    private string Key(IPAddress? address)
    {
        if (address is null)
            return "address:";
        var bytes = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes();
        return $"address:{Convert.ToHexStringLower(HMACSHA256.HashData(_key, bytes.AsSpan(0, bytes.Length == 16 ? 8 : bytes.Length)).AsSpan(0, 16))}";
    }
}
