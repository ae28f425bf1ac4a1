using System.Net.Http.Json;
using System.Text.Json;
using LeadPlatform.TestHost;

namespace LeadPlatform.Browser.Tests.Accounts;

/// <summary><c>leads login</c>, as far as the browser has to do with it.</summary>
internal static class CommandLine
{
    /// <returns>The code that it shows.</returns>
    public static async Task<string> AskAsync(Browsers browsers)
    {
        using var http = new HttpClient { BaseAddress = browsers.Platform.Address };
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["client_id"] = "leads-cli", ["scope"] = "offline_access leads.read leads.manage" });
        using var answer = await http.PostAsync("/connect/device", form, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("user_code").GetString()!;
    }
}
