namespace LeadPlatform.DataService.Vectors;

/// <summary>An index of leads by likeness. It can be made anew from PostgreSQL at any time, and follows what is written there; two sides: in memory, and Qdrant.</summary>
internal interface ILeadVectors
{
    /// <summary>Whether all instances of the service share the index, so that one of them keeps it, and it is still there after a start.</summary>
    bool IsShared { get; }

    /// <summary>Whether it is there already, with what was written into it before.</summary>
    /// <inheritdoc cref="UpsertAsync" path="/exception"/>
    Task<bool> ExistsAsync(CancellationToken cancellationToken);

    /// <summary>Makes it usable. A shared index that is there already stays as it is.</summary>
    Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Adds points, or replaces those of the same leads. Done twice it does the same.</summary>
    /// <exception cref="VectorsUnavailableException">It can't be reached now; nothing is known of what was done.</exception>
    Task UpsertAsync(IReadOnlyList<VectorPoint> points, CancellationToken cancellationToken);

    /// <summary>Takes leads out; those that are not in it are passed over.</summary>
    /// <inheritdoc cref="UpsertAsync" path="/exception"/>
    Task RemoveAsync(IReadOnlyList<Guid> leadIds, CancellationToken cancellationToken);

    /// <summary>The leads nearest to a vector of unit length, nearest first, by cosine.</summary>
    /// <inheritdoc cref="UpsertAsync" path="/exception"/>
    Task<IReadOnlyList<NearLead>> SearchAsync(ReadOnlyMemory<float> vector, VectorFilter filter, int limit, CancellationToken cancellationToken);

    /// <summary>Leads in it.</summary>
    /// <inheritdoc cref="UpsertAsync" path="/exception"/>
    Task<long> CountAsync(CancellationToken cancellationToken);
}

/// <summary>An index that is made anew beside the one in use, which is searched until the new one takes its place.</summary>
internal interface IRebuildsBeside
{
    /// <summary>Makes an empty one.</summary>
    /// <returns>Its name.</returns>
    Task<string> BeginAsync(CancellationToken cancellationToken);

    /// <summary>As of the index in use; for one that was begun.</summary>
    Task UpsertAsync(string name, IReadOnlyList<VectorPoint> points, CancellationToken cancellationToken);

    Task RemoveAsync(string name, IReadOnlyList<Guid> leadIds, CancellationToken cancellationToken);

    /// <summary>Puts it in the place of the one in use, at one stroke, and deletes that and all others that were begun.</summary>
    Task SwitchAsync(string name, CancellationToken cancellationToken);

    /// <summary>Deletes the indexes of other models, which nobody follows any more, so that no erased lead stays in them.</summary>
    Task DropOtherModelsAsync(CancellationToken cancellationToken);
}

/// <summary>A lead as an index knows it: no personal data.</summary>
/// <param name="Vector">Of unit length.</param>
internal sealed record VectorPoint(Guid LeadId, float[] Vector, string Line, string State, DateTimeOffset ReceivedAt, Guid SourceId, Guid PublisherId);

/// <param name="Similarity">Cosine, from -1 to 1.</param>
internal readonly record struct NearLead(Guid LeadId, float Similarity);

/// <summary>Which leads are searched; all where nothing is given.</summary>
/// <param name="From">Received at or after.</param>
/// <param name="To">Received before.</param>
/// <param name="LeadIds">Only these, however few.</param>
internal sealed record VectorFilter(
    IReadOnlyList<string>? Lines = null,
    IReadOnlyList<string>? States = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null,
    Guid? SourceId = null,
    Guid? PublisherId = null,
    IReadOnlyCollection<Guid>? LeadIds = null)
{
    public static VectorFilter None { get; } = new();
}

/// <summary>The index can't be asked right now.</summary>
/// <param name="what">What it answered, without what it was asked.</param>
internal sealed class VectorsUnavailableException(string what, Exception? inner = null) : Exception(what, inner);
