using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LeadPlatform.Contracts.Consumers;

namespace LeadPlatform.DataService.Tests.Consumers;

/// <summary>What an admin does with a consumer.</summary>
internal static class ConsumerClient
{
    public static async Task<ConsumerExport> ExportConsumerAsync(this HttpClient admin, Guid consumerId) =>
        (await admin.GetFromJsonAsync<ConsumerExport>($"/v1/consumers/{consumerId}/export", TestContext.Current.CancellationToken))!;

    public static async Task<(HttpStatusCode Status, string? Code)> EraseAsync(this HttpClient admin, Guid consumerId)
    {
        using var answer = await admin.DeleteAsync($"/v1/consumers/{consumerId}", TestContext.Current.CancellationToken);
        return (answer.StatusCode, answer.StatusCode == HttpStatusCode.NoContent ? null : await CodeAsync(answer));
    }

    public static Task<HttpResponseMessage> HoldAsync(this HttpClient admin, Guid consumerId, string? reason = "case 26-117") =>
        admin.PutAsJsonAsync($"/v1/consumers/{consumerId}/legal-hold", new LegalHoldInput(reason), TestContext.Current.CancellationToken);

    public static async Task<HttpStatusCode> LiftHoldAsync(this HttpClient admin, Guid consumerId)
    {
        using var answer = await admin.DeleteAsync($"/v1/consumers/{consumerId}/legal-hold", TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    public static Task<HttpResponseMessage> RevokeAsync(this HttpClient client, Guid leadId, DateTimeOffset? revokedAt = null, string? origin = "by phone") =>
        client.PostAsJsonAsync($"/v1/leads/{leadId}/consent-revocations", new ConsentRevocationInput(revokedAt, origin), TestContext.Current.CancellationToken);

    public static async Task<string?> CodeAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("code").GetString();
}
