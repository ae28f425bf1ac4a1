using LeadPlatform.Contracts.Suppressions;
using LeadPlatform.DataService.Storage;

namespace LeadPlatform.DataService.Suppressions;

internal static class SuppressionViews
{
    public static SuppressionView Of(Suppression entry) => new(entry.SuppressionId, entry.Kind, entry.Origin, entry.CreatedAt, entry.ExpiresAt);
}
