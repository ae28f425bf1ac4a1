using LeadPlatform.DataService.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadPlatform.DataService.Models;

/// <summary>Which model is in use, and which was before it.</summary>
internal static class ModelStore
{
    /// <summary>The newest use; null where leads were scored by points from the start.</summary>
    public static Task<ModelUse?> CurrentAsync(this LeadsContext database, CancellationToken cancellationToken) =>
        database.ModelUses.AsNoTracking().OrderByDescending(use => use.UseId).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Puts a model in use from now on; to be saved by the caller.</summary>
    public static async Task UseAsync(this LeadsContext database, int version, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var current = await database.CurrentAsync(cancellationToken);
        database.ModelUses.Add(new ModelUse { Version = version, Before = current?.UseId, At = now });
    }

    /// <summary>Takes up again what was in use before; to be saved by the caller.</summary>
    /// <returns>False where points are in use and nothing was before.</returns>
    public static async Task<(bool Done, int? Version)> RollBackAsync(this LeadsContext database, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await database.CurrentAsync(cancellationToken) is not { } current || (current.Version is null && current.Before is null))
            return (false, null);
        var before = current.Before is { } id ? await database.ModelUses.AsNoTracking().SingleAsync(use => use.UseId == id, cancellationToken) : null;
        // Rolled back once more, it goes on to what was before that.
        database.ModelUses.Add(new ModelUse { Version = before?.Version, Before = before?.Before, At = now });
        return (true, before?.Version);
    }
}
