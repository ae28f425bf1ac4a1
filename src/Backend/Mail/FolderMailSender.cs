using MimeKit;

namespace LeadPlatform.Backend.Mail;

/// <summary>Into a folder, a file each, that a mail program opens.</summary>
internal sealed class FolderMailSender(string folder) : IMailSender
{
    public async Task SendAsync(MimeMessage message, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, $"{message.Date.UtcDateTime:yyyyMMdd-HHmmss-fff}-{Guid.NewGuid():N}.eml");
        // Whoever watches the folder sees whole files only.
        await message.WriteToAsync(file + ".part", cancellationToken);
        File.Move(file + ".part", file);
    }
}
