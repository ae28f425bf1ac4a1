using LeadPlatform.Backend.Tests.Hosting;
using LeadPlatform.Backend.Tests.Identity;
using LeadPlatform.TestHost;

namespace LeadPlatform.Backend.Tests.Mail;

public sealed class MailDeliveryTests(BackendFixture shared)
{
    private const string User = "manager@example.com";

    [Fact]
    public async Task A_mail_is_handed_to_the_server_with_the_sender_of_the_settings_and_is_then_gone()
    {
        await using var data = await BackendData.CreateAsync(shared);
        await using var server = new PlainSmtpServer();
        await using var host = BackendHost.Start(data.WithMailServer(("Mail:Smtp:Port", $"{server.Port}"), ("Mail:Smtp:Plain", "true"), ("Mail:From", "leads@example.com")));

        await AskForPasswordAsync(host);

        var mail = await server.Mails.ReadAsync(TestContext.Current.CancellationToken);
        mail.ShouldContain("MAIL FROM:<leads@example.com>");
        mail.ShouldContain($"RCPT TO:<{User}>");
        mail.ShouldContain("/connect/reset?user=");
        await Eventually.HoldsAsync(async () => await data.QueryAsync<long>("select count(*) from outgoing_mail") == 0);
    }

    [Fact]
    public async Task A_server_without_tls_is_told_nothing_and_the_mail_waits()
    {
        await using var data = await BackendData.CreateAsync(shared);
        await using var server = new PlainSmtpServer();
        await using var host = BackendHost.Start(data.WithMailServer(("Mail:Smtp:Port", $"{server.Port}")));

        await AskForPasswordAsync(host);

        await Eventually.HoldsAsync(async () => await data.QueryAsync<long>("select count(*) from outgoing_mail where attempts > 0") == 1);
        await Eventually.HoldsAsync(() => server.Visits > 0);
        server.Mails.TryRead(out _).ShouldBeFalse();
    }

    private static async Task AskForPasswordAsync(BackendHost host)
    {
        using var browser = new Browser(host);
        using var asked = await browser.SubmitAsync("/connect/forgot", "/connect/forgot", ("email", User));
        asked.EnsureSuccessStatusCode();
    }
}
