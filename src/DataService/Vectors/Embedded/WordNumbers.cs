using System.Collections.Concurrent;

namespace LeadPlatform.DataService.Vectors.Embedded;

/// <summary>Small numbers for values that repeat: lines, states, sources.</summary>
internal sealed class WordNumbers<T> where T : notnull
{
    private readonly ConcurrentDictionary<T, int> _numbers = new();

    /// <summary>Of the writer alone.</summary>
    public int Of(T value) => _numbers.TryGetValue(value, out var number) ? number : _numbers[value] = _numbers.Count + 1;

    /// <returns>-1 where no slot has the value.</returns>
    public int Find(T value) => _numbers.GetValueOrDefault(value, -1);
}
