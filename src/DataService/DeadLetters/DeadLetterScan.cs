using System.Runtime.CompilerServices;
using LeadPlatform.Messaging.DeadLettering;
using Microsoft.Extensions.Options;

namespace LeadPlatform.DataService.DeadLetters;

/// <summary>Goes through the dead letters of a filter, oldest first, and looks at so many of them and no more.</summary>
internal sealed class DeadLetterScan(DeadLetterStore store, IOptions<DeadLetterOptions> options)
{
    /// <param name="after">Starts behind this one.</param>
    /// <returns>Each one looked at, and whether the filter means it. Ends at the end, or after DeadLetters:MaxScan.</returns>
    public async IAsyncEnumerable<(DeadLetter Letter, bool Matches)> AfterAsync(ulong after, DeadLetterFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var seen = 0; seen < options.Value.MaxScan; seen++)
        {
            if (await store.NextAsync(after + 1, filter.Consumer, cancellationToken) is not { } letter)
                yield break;
            after = letter.Sequence;
            yield return (letter, filter.Matches(letter));
        }
    }
}
