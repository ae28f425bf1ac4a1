using Microsoft.Extensions.Options;

namespace LeadPlatform.Backend.Mail;

/// <summary>Mail to users: written down with the change that is its reason, sent soon after.</summary>
internal static class MailFeature
{
    private const string DevelopmentFolder = "leadplatform-mail";

    public static WebApplicationBuilder AddMail(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<MailOptions>().BindConfiguration(MailOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<MailOptions>, MailOptionsValidator>();
        builder.Services.AddSingleton<MailSignal>();
        builder.Services.AddScoped<MailQueue>();
        var options = builder.Configuration.GetSection(MailOptions.Section).Get<MailOptions>() ?? new MailOptions();
        var folder = options.Folder ?? (builder.Environment.IsDevelopment() && options.Smtp.Host is null ? Path.Combine(Path.GetTempPath(), DevelopmentFolder) : null);
        if (folder is not null)
            builder.Services.AddSingleton<IMailSender>(new FolderMailSender(folder));
        else
            builder.Services.AddSingleton<IMailSender, SmtpMailSender>();
        builder.Services.AddHostedService<MailDelivery>();
        return builder;
    }
}
