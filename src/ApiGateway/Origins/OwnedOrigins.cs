using System.Collections.Frozen;
using LeadPlatform.Contracts.Sources;

namespace LeadPlatform.ApiGateway.Origins;

/// <summary>Whose origin is whose, at one moment.</summary>
internal sealed class OwnedOrigins
{
    private readonly FrozenDictionary<Guid, FrozenSet<string>> _ofSources;
    private readonly FrozenSet<string> _all;

    /// <param name="options">Counts for sources of which Backend says nothing.</param>
    public OwnedOrigins(OriginOptions options, SourceOrigins read)
    {
        var origins = options.Sources.ToDictionary(source => Guid.Parse(source.Key), source => source.Value.ToFrozenSet(StringComparer.Ordinal));
        foreach (var source in read.Sources)
            origins[source.SourceId] = source.Origins.ToFrozenSet(StringComparer.Ordinal);
        _ofSources = origins.ToFrozenDictionary();
        _all = origins.Values.SelectMany(of => of).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>Whether it is one of any source's.</summary>
    public bool Contains(string origin) => _all.Contains(origin);

    public bool Contains(Guid source, string origin) => _ofSources.TryGetValue(source, out var own) && own.Contains(origin);
}
