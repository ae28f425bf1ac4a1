using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace LeadPlatform.DataService.Capture;

/// <summary>Wordings of consent that are known to be stored, so that a capture does not send thousands of words that the database has.</summary>
internal sealed class KnownWordings
{
    // Wordings are few; a set that grew past this many is no set of wordings but text made anew for each lead.
    private const int MaxCount = 10_000;

    private readonly ConcurrentDictionary<Guid, byte> _ids = new();

    public bool Contains(Guid id) => _ids.ContainsKey(id);

    /// <summary>After the commit that stored them.</summary>
    public void Add(List<Guid> ids)
    {
        if (_ids.Count >= MaxCount)
            return;
        foreach (var id in ids)
            _ids.TryAdd(id, 0);
    }

    public static Guid IdOf(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return new Guid(hash[..16], bigEndian: true);
    }
}
