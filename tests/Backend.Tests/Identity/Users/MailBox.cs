using System.Text.RegularExpressions;
using LeadPlatform.Backend.Tests.Hosting;
using LeadPlatform.TestHost;
using MimeKit;

namespace LeadPlatform.Backend.Tests.Identity.Users;

/// <summary>The mail that was written into the folder of the tests.</summary>
internal static class MailBox
{
    /// <summary>Path and query of the newest link to a page in the mail to an address, once it is there.</summary>
    public static async Task<string> LinkAsync(string to, string page)
    {
        string? found = null;
        await Eventually.HoldsAsync(async () =>
        {
            var links = from text in await TextsAsync(to)
                        from Match link in Regex.Matches(text, Regex.Escape(BackendData.Issuer + page) + @"\S+")
                        select link.Value;
            found = links.LastOrDefault();
            return found is not null;
        });
        return new Uri(found!).PathAndQuery;
    }

    public static async Task<bool> HasAsync(string to, string text) => (await TextsAsync(to)).Any(mail => mail.Contains(text, StringComparison.Ordinal));

    private static async Task<List<string>> TextsAsync(string to)
    {
        var texts = new List<string>();
        foreach (var file in Directory.EnumerateFiles(BackendData.MailFolder, "*.eml").Order(StringComparer.Ordinal))
        {
            var mail = await MimeMessage.LoadAsync(file, TestContext.Current.CancellationToken);
            if (mail.To.Mailboxes.Any(mailbox => mailbox.Address == to))
                texts.Add(mail.TextBody ?? "");
        }

        return texts;
    }
}
