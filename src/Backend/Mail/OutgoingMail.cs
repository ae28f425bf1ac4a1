using Microsoft.EntityFrameworkCore;

namespace LeadPlatform.Backend.Mail;

/// <summary>A mail that is to be sent: sealed, since it has an address and often a link that opens something. Gone once it is sent.</summary>
internal sealed class OutgoingMail
{
    public required Guid MailId { get; set; }

    /// <summary>The message as JSON, wrapped with the platform key <see cref="PlatformKeyId"/>.</summary>
    public required byte[] Content { get; set; }

    public required string PlatformKeyId { get; set; }

    public required DateTimeOffset CreatedAt { get; set; }

    public required DateTimeOffset DueAt { get; set; }

    public int Attempts { get; set; }

    public static void Build(ModelBuilder model) => model.Entity<OutgoingMail>(mail =>
    {
        mail.ToTable("outgoing_mail");
        mail.HasKey(m => m.MailId);
        mail.Property(m => m.MailId).ValueGeneratedNever();
        mail.Property(m => m.PlatformKeyId).HasMaxLength(32);
        mail.HasIndex(m => m.DueAt);
    });
}

/// <summary>What is said to whom. Plain text: it reads everywhere and hides no link behind words.</summary>
internal sealed record MailMessage(string To, string Name, string Subject, string Text);
