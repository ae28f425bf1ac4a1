using LeadPlatform.Backend.Storage;
using LeadPlatform.ServiceDefaults.PlatformKeys;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MimeKit;
using PlatformIdentity = LeadPlatform.ServiceDefaults.Callers.IdentityOptions;

namespace LeadPlatform.Backend.Mail;

/// <summary>Sends what is to be sent: each mail is taken by one instance, tried again later and later, and given up after <see cref="MailOptions.GiveUpAfter"/>.</summary>
internal sealed partial class MailDelivery(
    IServiceScopeFactory scopes,
    IMailSender sender,
    MailSignal signal,
    PlatformKeyRing platform,
    IOptions<MailOptions> options,
    IOptions<PlatformIdentity> identity,
    TimeProvider time,
    ILogger<MailDelivery> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await SendNextAsync(stoppingToken))
                {
                }
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Interrupted(logger, exception);
            }

            await signal.WaitAsync(LookEvery, time, stoppingToken);
        }
    }

    /// <returns>False where nothing is due.</returns>
    private async Task<bool> SendNextAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BackendDb>();
        var now = time.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var due = await db.Set<OutgoingMail>()
            .FromSql($"select * from outgoing_mail where due_at <= {now} order by due_at limit 1 for update skip locked").ToListAsync(cancellationToken);
        if (due is not [var mail])
            return false;

        var result = await TrySendAsync(mail, now, cancellationToken);
        MailInstruments.Mails.Add(1, new KeyValuePair<string, object?>("result", result));
        if (result == "failed")
        {
            mail.Attempts++;
            mail.DueAt = now + Min(TimeSpan.FromSeconds(5 * Math.Pow(2, Math.Min(mail.Attempts, 20))), LongestPause);
        }
        else
        {
            db.Remove(mail);
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private async Task<string> TrySendAsync(OutgoingMail mail, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            await sender.SendAsync(Compose(MailQueue.Open(mail, platform), now), cancellationToken);
            Log.Sent(logger, mail.MailId);
            return "sent";
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The type alone: an SMTP server repeats the address in what it says.
            if (mail.CreatedAt + options.Value.GiveUpAfter <= now)
            {
                Log.GivenUp(logger, mail.MailId, exception.GetType().Name);
                return "given_up";
            }

            Log.Failed(logger, mail.MailId, mail.Attempts + 1, exception.GetType().Name);
            return "failed";
        }
    }

    private MimeMessage Compose(MailMessage message, DateTimeOffset now)
    {
        var mime = new MimeMessage { Subject = message.Subject, Date = now, Body = new TextPart("plain") { Text = message.Text } };
        mime.From.Add(new MailboxAddress("LeadPlatform", options.Value.From ?? $"no-reply@{identity.Value.Issuer!.Host}"));
        mime.To.Add(new MailboxAddress(message.Name, message.To));
        mime.Headers.Add("Auto-Submitted", "auto-generated");
        return mime;
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static partial class Log
    {
        [LoggerMessage(EventId = 2150, Level = LogLevel.Debug, Message = "Mail {MailId} was sent")]
        public static partial void Sent(ILogger logger, Guid mailId);

        [LoggerMessage(EventId = 2151, Level = LogLevel.Warning, Message = "Mail {MailId} could not be sent, attempt {Attempt}: {Error}; it is tried again")]
        public static partial void Failed(ILogger logger, Guid mailId, int attempt, string error);

        [LoggerMessage(EventId = 2152, Level = LogLevel.Error, Message = "Mail {MailId} was given up: {Error}")]
        public static partial void GivenUp(ILogger logger, Guid mailId, string error);

        [LoggerMessage(EventId = 2153, Level = LogLevel.Warning, Message = "The sending of mail was interrupted; it goes on in a second")]
        public static partial void Interrupted(ILogger logger, Exception exception);
    }
}
