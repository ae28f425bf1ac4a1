using LeadPlatform.ServiceDefaults.StartUp;
using Microsoft.Extensions.Options;
using MimeKit;

namespace LeadPlatform.Backend.Mail;

/// <summary>Outside Development mail must reach who it is for, and nobody else: by a server, with TLS. Each answer names the setting and never its value.</summary>
internal sealed class MailOptionsValidator(IHostEnvironment environment) : IValidateOptions<MailOptions>
{
    public ValidateOptionsResult Validate(string? name, MailOptions options)
    {
        var broken = Broken(options, environment.IsDevelopment()).ToList();
        return broken.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(broken);
    }

    private static IEnumerable<string> Broken(MailOptions options, bool development)
    {
        var smtp = options.Smtp;
        if (options.From is not null && !MailboxAddress.TryParse(options.From, out _))
            yield return "Mail:From must be an e-mail address, such as no-reply@example.com.";
        if (!string.IsNullOrEmpty(smtp.User) != !string.IsNullOrEmpty(smtp.Password))
            yield return "Mail:Smtp:User and Mail:Smtp:Password go together: give both or neither.";
        if (smtp.Plain && smtp.ImplicitTls)
            yield return "Mail:Smtp:Plain and Mail:Smtp:ImplicitTls exclude each other.";
        if (smtp.Plain && smtp.Host is { } host && !ThisMachine.Is(host))
            yield return "Mail:Smtp:Plain is for a server on this machine only: links that open accounts would go over the network without TLS.";
        if (development)
            yield break;
        if (options.Folder is not null)
            yield return "Mail:Folder is for Development: whoever reads the folder could take over the accounts that its links open, and nobody gets their mail.";
        if (string.IsNullOrWhiteSpace(smtp.Host))
            yield return "Mail:Smtp:Host must be the server that sends the platform's mail: without it nobody can be invited or choose a new password.";
    }
}
