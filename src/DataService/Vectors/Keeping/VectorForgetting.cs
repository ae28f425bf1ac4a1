using LeadPlatform.DataService.Erasing;
using Npgsql;

namespace LeadPlatform.DataService.Vectors.Keeping;

/// <summary>
/// Takes the vectors of erased leads away for good. The indexes follow within seconds; until then no search shows them, since what is found is read from the leads. There is nothing to tell: a vector
/// holds hashes of what the lead itself says.
/// </summary>
internal sealed class VectorForgetting(NpgsqlDataSource database) : IForgetsConsumers
{
    public string Name => "vectors";

    public async Task ForgetAsync(IReadOnlyCollection<Guid> leadIds, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await VectorStore.ForgetAsync([.. leadIds], connection, cancellationToken);
    }
}
