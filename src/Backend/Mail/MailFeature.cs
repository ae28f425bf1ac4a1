namespace LeadPlatform.Backend.Mail;

/// <summary>Mail to users: written down with the change that is its reason, sent soon after.</summary>
internal static partial class MailFeature
{
    private const string DevelopmentFolder = "leadplatform-mail";

    public static WebApplicationBuilder AddMail(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<MailOptions>().BindConfiguration(MailOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<MailSignal>();
        builder.Services.AddScoped<MailQueue>();
        var options = builder.Configuration.GetSection(MailOptions.Section).Get<MailOptions>() ?? new MailOptions();
        var folder = options.Folder ?? (builder.Environment.IsDevelopment() && options.Smtp.Host is null ? Path.Combine(Path.GetTempPath(), DevelopmentFolder) : null);
        if (folder is not null)
            builder.Services.AddSingleton<IMailSender>(new FolderMailSender(folder));
        else
            builder.Services.AddSingleton<IMailSender, SmtpMailSender>();
        // Without a way out mail waits: it must not fail again and again until it is given up.
        if (folder is not null || options.Smtp.Host is not null)
            builder.Services.AddHostedService<MailDelivery>();
        else
            builder.Services.AddHostedService<MailWaits>();
        return builder;
    }

    private sealed partial class MailWaits(ILogger<MailWaits> logger) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            LogWaits(logger);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        [LoggerMessage(EventId = 2154, Level = LogLevel.Warning, Message = "Neither Mail:Smtp:Host nor Mail:Folder is set: invitations and links to reset a password are not sent until one is")]
        private static partial void LogWaits(ILogger logger);
    }
}
