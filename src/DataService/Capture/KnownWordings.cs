using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace LeadPlatform.DataService.Capture;

/// <summary>Wordings of consent that are known to be stored, so that a capture does not send thousands of words that the database has.</summary>
internal sealed class KnownWordings
{
    // Wordings are few; a set that grew past this many is no set of wordings but text made anew for each lead.
    private const int MaxCount = 10_000;

    private readonly ConcurrentDictionary<ConsentTerms, Guid> _ids = new();

    public bool TryGet(ConsentTerms terms, out Guid id) => _ids.TryGetValue(terms, out id);

    /// <summary>After the commit that stored them.</summary>
    public void Add(Dictionary<ConsentTerms, Guid> stored)
    {
        if (_ids.Count >= MaxCount)
            return;
        foreach (var (terms, id) in stored)
            _ids.TryAdd(terms, id);
    }
}

/// <summary>What was agreed to: equal where every word is.</summary>
internal readonly struct ConsentTerms(string text, string[] sellers, string[] channels) : IEquatable<ConsentTerms>
{
    public string Text => text;

    public string[] Sellers => sellers;

    public string[] Channels => channels;

    /// <summary>Half of the SHA-256 of all of it, each part with its length, so that no two terms run into the same bytes.</summary>
    public Guid ToId()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, text);
        foreach (var part in new[] { sellers, channels })
        {
            hash.AppendData(BitConverter.GetBytes(part.Length));
            foreach (var word in part)
                Append(hash, word);
        }

        return new Guid(hash.GetHashAndReset().AsSpan(0, 16), bigEndian: true);
    }

    public bool Equals(ConsentTerms other) =>
        text == other.Text && sellers.AsSpan().SequenceEqual(other.Sellers) && channels.AsSpan().SequenceEqual(other.Channels);

    public override bool Equals(object? obj) => obj is ConsentTerms other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(text);
        foreach (var seller in sellers)
            hash.Add(seller);
        foreach (var channel in channels)
            hash.Add(channel);
        return hash.ToHashCode();
    }

    private static void Append(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        hash.AppendData(BitConverter.GetBytes(bytes.Length));
        hash.AppendData(bytes);
    }
}
