using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace LeadPlatform.Backend.Mail;

/// <summary>How the platform's mail goes out: by SMTP, or in Development into a folder where nobody is to get any.</summary>
internal sealed class MailOptions
{
    public const string Section = "Mail";

    /// <summary>Whom it comes from. Default: <c>no-reply@</c> the public address' host.</summary>
    public string? From { get; set; }

    /// <summary>Writes each mail as an .eml file there and sends none; refused outside Development. Default there, without a server: <c>leadplatform-mail</c> in the folder for temporary files.</summary>
    public string? Folder { get; set; }

    [ValidateObjectMembers]
    public SmtpOptions Smtp { get; set; } = new();

    /// <summary>For how long a mail is tried again. Default 1 day, 1 minute to 7 days; then it is given up, which is an error in the log.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00", ErrorMessage = "Mail:GiveUpAfter must be from 00:01:00 to 7.00:00:00.")]
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromDays(1);
}

/// <summary><c>Mail:Smtp</c>.</summary>
internal sealed class SmtpOptions
{
    /// <summary>The server. Required outside Development.</summary>
    public string? Host { get; set; }

    /// <summary>Default 587.</summary>
    [Range(1, 65535, ErrorMessage = "Mail:Smtp:Port must be from 1 to 65535.")]
    public int Port { get; set; } = 587;

    /// <summary>Whether the connection starts with TLS (usually port 465). Else STARTTLS is required.</summary>
    public bool ImplicitTls { get; set; }

    /// <summary>For a server on this machine only: neither TLS nor STARTTLS. Default: no.</summary>
    public bool Plain { get; set; }

    /// <summary>With <see cref="Password"/>, where the server asks who sends.</summary>
    public string? User { get; set; }

    public string? Password { get; set; }

    /// <summary>For one mail. Default 30 seconds, 1 second to 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00", ErrorMessage = "Mail:Smtp:Timeout must be from 00:00:01 to 00:05:00.")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);
}
