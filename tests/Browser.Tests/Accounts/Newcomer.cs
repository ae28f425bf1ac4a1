using System.Net.Http.Json;
using System.Text.RegularExpressions;
using LeadPlatform.TestHost;

namespace LeadPlatform.Browser.Tests.Accounts;

/// <summary>Somebody who was invited to the platform a moment ago, with a mailbox.</summary>
internal sealed class Newcomer
{
    public const string Password = "four unusual words";

    private readonly string _mailFolder;

    private Newcomer(string mailFolder) => _mailFolder = mailFolder;

    public string Email { get; } = $"robin.hale-{Guid.NewGuid():N}@example.com";

    public static async Task<Newcomer> InviteAsync(Browsers browsers)
    {
        var newcomer = new Newcomer(browsers.MailFolder);
        using var admin = await browsers.Platform.SignInAsync("admin");
        using var invited = await admin.PostAsJsonAsync("/v1/users", new { newcomer.Email, Name = "Robin Hale", Role = "manager" }, TestContext.Current.CancellationToken);
        invited.EnsureSuccessStatusCode();
        return newcomer;
    }

    /// <summary>Path and query of the newest link to a page in the mail to an address (default: theirs), once it is there.</summary>
    public async Task<string> LinkAsync(string page, string? to = null)
    {
        string? found = null;
        await Eventually.HoldsAsync(async () =>
        {
            foreach (var file in Directory.EnumerateFiles(_mailFolder, "*.eml").Order(StringComparer.Ordinal))
            {
                var mail = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
                if (mail.Contains($"<{to ?? Email}>", StringComparison.Ordinal) && Regex.Match(mail, $@"https?://[^/\s]+({Regex.Escape(page)}\S+)") is { Success: true } link)
                    found = link.Groups[1].Value;
            }

            return found is not null;
        });
        return found!;
    }
}
