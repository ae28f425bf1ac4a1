using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using LeadPlatform.Auditing;
using LeadPlatform.Contracts.Auditing;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Messaging.Consuming;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace LeadPlatform.Backend.Auditing;

/// <summary>Asks DataService for its audit log, as the caller themselves.</summary>
internal sealed class LeadsAudit(HttpClient http)
{
    private const string Path = $"/v1/audit/logs/{AuditLogs.Leads}";

    /// <param name="before">As of <see cref="AuditReader.ListAsync"/>.</param>
    /// <param name="limit">1 to <see cref="AuditFilter.MaxLimit"/>.</param>
    /// <returns>The entries and whether there are more; null where DataService can't say.</returns>
    public async Task<(IReadOnlyList<AuditView> Entries, bool More)?> ListAsync(AuditFilter filter, long? before, int limit, string? authorization, CancellationToken cancellationToken)
    {
        var query = new Dictionary<string, string?>
        {
            ["from"] = filter.From?.ToString("O", CultureInfo.InvariantCulture),
            ["to"] = filter.To?.ToString("O", CultureInfo.InvariantCulture),
            ["actor"] = filter.Actor,
            ["action"] = filter.Action,
            ["resource"] = filter.Resource,
            ["resourceId"] = filter.ResourceId,
            ["limit"] = limit.ToString(CultureInfo.InvariantCulture),
            ["cursor"] = before is { } position ? AuditCursor.Format(position) : null,
        };
        using var request = new HttpRequestMessage(HttpMethod.Get, QueryHelpers.AddQueryString(Path, query));
        request.Headers.TryAddWithoutValidation(HeaderNames.Authorization, authorization);
        try
        {
            using var answer = await http.SendAsync(request, cancellationToken);
            if (answer.StatusCode != HttpStatusCode.OK)
                return null;
            return await answer.Content.ReadFromJsonAsync<Page<AuditView>>(cancellationToken) is { } page ? (page.Items, page.NextCursor is not null) : null;
        }
        catch (Exception exception) when (TransientFault.Is(exception) && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
