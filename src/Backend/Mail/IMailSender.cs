using MimeKit;

namespace LeadPlatform.Backend.Mail;

/// <summary>Brings one mail out of the house.</summary>
internal interface IMailSender
{
    /// <exception cref="Exception">It could not be handed over; it is tried again later.</exception>
    Task SendAsync(MimeMessage message, CancellationToken cancellationToken);
}
