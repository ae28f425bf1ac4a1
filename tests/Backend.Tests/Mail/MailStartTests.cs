using LeadPlatform.Backend.Tests.Hosting;
using LeadPlatform.TestHost;

namespace LeadPlatform.Backend.Tests.Mail;

public sealed class MailStartTests(BackendFixture shared)
{
    private static readonly (string Key, string Value, string Told)[] Refused =
    [
        ("Mail:Folder", "/tmp/somebodys-mail", "Mail:Folder is for Development"),
        ("Mail:Smtp:Host", "", "Mail:Smtp:Host must be the server that sends the platform's mail"),
        ("Mail:Smtp:Port", "65536", "Mail:Smtp:Port must be from 1 to 65535."),
        ("Mail:Smtp:User", "somebody-at-the-server", "Mail:Smtp:User and Mail:Smtp:Password go together"),
        ("Mail:From", "not an address <", "Mail:From must be an e-mail address"),
    ];

    [Fact]
    public async Task Production_refuses_mail_that_would_reach_nobody_and_names_the_setting_but_not_its_value()
    {
        await using var data = await BackendData.CreateAsync(shared, "Production");
        foreach (var (key, value, told) in Refused)
        {
            var reason = await ReasonAsync(data, (key, value));
            reason.ShouldContain(told);
            if (value.Length > 0)
                reason.ShouldNotContain(value);
        }

        var plain = await ReasonAsync(data, ("Mail:Smtp:Host", "smtp.example.com"), ("Mail:Smtp:Plain", "true"));
        plain.ShouldContain("Mail:Smtp:Plain is for a server on this machine only");
        await using var host = BackendHost.Start(data.WithMailServer(), "Production");
    }

    private static Task<string> ReasonAsync(BackendData data, params (string Key, string Value)[] settings) =>
        RefusedStart.ReasonAsync(async () => await BackendHost.Start(data.WithMailServer(settings), "Production").DisposeAsync());
}
