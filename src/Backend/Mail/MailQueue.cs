using System.Text.Json;
using System.Threading.Channels;
using LeadPlatform.Backend.Storage;
using LeadPlatform.ServiceDefaults.PlatformKeys;

namespace LeadPlatform.Backend.Mail;

/// <summary>Adds mail to what is to be sent, in the transaction that gives the reason for it.</summary>
internal sealed class MailQueue(BackendDb db, PlatformKeyRing platform, MailSignal signal, TimeProvider time)
{
    /// <summary>Saved with the next <c>SaveChanges</c>.</summary>
    public void Add(MailMessage message)
    {
        var now = time.GetUtcNow();
        var mailId = Guid.CreateVersion7(now);
        db.Add(new OutgoingMail
        {
            MailId = mailId,
            Content = platform.Current.Wrap(JsonSerializer.SerializeToUtf8Bytes(message), Purpose(mailId)),
            PlatformKeyId = platform.Current.Id,
            CreatedAt = now,
            DueAt = now,
        });
    }

    /// <summary>Adds it and saves.</summary>
    public async Task SendAsync(MailMessage message, CancellationToken cancellationToken)
    {
        Add(message);
        await db.SaveChangesAsync(cancellationToken);
        signal.Raise();
    }

    public static MailMessage Open(OutgoingMail mail, PlatformKeyRing platform) =>
        JsonSerializer.Deserialize<MailMessage>(platform.Get(mail.PlatformKeyId).Unwrap(mail.Content, Purpose(mail.MailId)))!;

    private static string Purpose(Guid mailId) => $"outgoing-mail:{mailId}";
}

/// <summary>Says within one process that there is mail; others see it within a second.</summary>
internal sealed class MailSignal
{
    private readonly Channel<bool> _raised = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Raise() => _raised.Writer.TryWrite(true);

    /// <summary>Until it is raised, or <paramref name="longest"/> has passed.</summary>
    public async Task WaitAsync(TimeSpan longest, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await _raised.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Time to look.
        }
    }
}
