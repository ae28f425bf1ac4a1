using LeadPlatform.Contracts.Events;
using LeadPlatform.Messaging.Consuming;
using LeadPlatform.Messaging.DeadLettering;
using LeadPlatform.Messaging.Outbox;
using LeadPlatform.Messaging.Pacing;
using LeadPlatform.Messaging.Publishing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NATS.Client.Core;
using Npgsql;

namespace LeadPlatform.Messaging;

/// <summary>Events of the platform over NATS JetStream, and the transactional outbox that feeds them.</summary>
public static class MessagingExtensions
{
    /// <summary>Adds the connection of <c>ConnectionStrings:nats</c> and the publisher. Starts without NATS too and connects when it comes.</summary>
    public static WebApplicationBuilder AddMessaging(this WebApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddOptions<MessagingOptions>().BindConfiguration(MessagingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<INatsConnection>(services => new NatsConnection(ConnectionOptions(
            builder.Configuration.GetConnectionString("nats")
                ?? throw new InvalidOperationException("ConnectionStrings:nats is not set; it looks like nats://user:password@host:4222."),
            services.GetRequiredService<ILoggerFactory>())));
        builder.Services.AddOptions<PacingOptions>().BindConfiguration(PacingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<Pace>();
        builder.Services.AddSingleton<PaceSignal>();
        builder.Services.AddHostedService(services => services.GetRequiredService<PaceSignal>());
        builder.Services.AddSingleton<LeadStreams>();
        builder.Services.AddSingleton(services => new EventPublisher(services.GetRequiredService<INatsConnection>(), services.GetRequiredService<LeadStreams>()));
        builder.Services.AddSingleton(services => new DeadLetterStore(services.GetRequiredService<INatsConnection>(), services.GetRequiredService<LeadStreams>()));
        builder.Services.AddHealthChecks().AddCheck<NatsHealthCheck>("nats");
        return builder;
    }

    /// <summary>Adds a durable pull consumer that hands events to <typeparamref name="THandler"/> in batches, and beside it one for those that are replayed to it.</summary>
    /// <param name="durable">Its name in JetStream: instances of a service that share it share the work.</param>
    /// <param name="subject">Which events: one type of <see cref="LeadEvents"/>, or all.</param>
    public static IServiceCollection AddEventConsumer<THandler>(
        this IServiceCollection services, string durable, string subject, Action<ConsumerOptions>? configure = null)
        where THandler : class, IEventHandler
    {
        services.TryAddScoped<THandler>();
        services.AddOptions<ConsumerOptions>(durable)
            .Configure(options => configure?.Invoke(options))
            .BindConfiguration($"{MessagingOptions.Section}:Consumers:{durable}")
            .Validate(options => options.BatchSize is >= 1 and <= 5000, $"Messaging:Consumers:{durable}:BatchSize must be from 1 to 5000.")
            .Validate(options => options.Batches is >= 1 and <= 64, $"Messaging:Consumers:{durable}:Batches must be from 1 to 64.")
            .Validate(options => options.MaxAttempts is >= 1 and <= 100, $"Messaging:Consumers:{durable}:MaxAttempts must be from 1 to 100.")
            .Validate(options => options.AckWait >= TimeSpan.FromSeconds(5) && options.AckWait <= TimeSpan.FromMinutes(10), $"Messaging:Consumers:{durable}:AckWait must be from 00:00:05 to 00:10:00.")
            .ValidateOnStart();
        services.AddConsumer<THandler>(durable, LeadEvents.Stream, subject);
        services.AddConsumer<THandler>(durable, Replays.Stream, Replays.SubjectPrefix + durable);
        return services;
    }

    /// <summary>Adds the outbox that lives in the database of connection string <paramref name="connectionName"/> (see <see cref="OutboxTable"/>) and its relay.</summary>
    public static WebApplicationBuilder AddOutbox(this WebApplicationBuilder builder, string connectionName)
    {
        builder.Services.AddOptions<OutboxOptions>().BindConfiguration(OutboxOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<EventOutbox>();
        builder.Services.AddHostedService(services => ActivatorUtilities.CreateInstance<OutboxRelay>(services, Database(builder, connectionName)));
        builder.Services.AddHostedService(services => ActivatorUtilities.CreateInstance<OutboxWatch>(services, Database(builder, connectionName)));
        return builder;
    }

    // Not AddHostedService, which takes one instance a type: a service may run several consumers of one handler type.
    private static void AddConsumer<THandler>(this IServiceCollection services, string durable, string stream, string subject) where THandler : class, IEventHandler =>
        services.AddSingleton<Microsoft.Extensions.Hosting.IHostedService>(provider => new EventConsumer<THandler>(
            durable,
            stream,
            subject,
            provider.GetRequiredService<IOptionsMonitor<ConsumerOptions>>().Get(durable),
            provider.GetRequiredService<INatsConnection>(),
            provider.GetRequiredService<LeadStreams>(),
            provider.GetRequiredService<Pace>(),
            provider.GetRequiredService<IServiceScopeFactory>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>().CreateLogger($"LeadPlatform.Messaging.{durable}")));

    private static NpgsqlDataSource Database(WebApplicationBuilder builder, string connectionName) => NpgsqlDataSource.Create(
        builder.Configuration.GetConnectionString(connectionName)
            ?? throw new InvalidOperationException($"ConnectionStrings:{connectionName} is not set; it looks like Host=…;Port=5432;Username=…;Password=…;Database=…."));

    private static NatsOpts ConnectionOptions(string url, ILoggerFactory loggers)
    {
        var address = new Uri(url);
        var login = address.UserInfo.Split(':', 2);
        return NatsOpts.Default with
        {
            // Without the login, which the client would otherwise write into its log.
            Url = new UriBuilder(address) { UserName = "", Password = "" }.Uri.GetLeftPart(UriPartial.Authority),
            AuthOpts = login is [{ Length: > 0 } user, var password]
                ? new NatsAuthOpts { Username = Uri.UnescapeDataString(user), Password = Uri.UnescapeDataString(password) }
                : NatsAuthOpts.Default,
            // Answers come to the user's own subjects, so that no other user may listen to them.
            InboxPrefix = login is [{ Length: > 0 } name, _] ? $"{NatsOpts.Default.InboxPrefix}.{name}" : NatsOpts.Default.InboxPrefix,
            Name = AppDomain.CurrentDomain.FriendlyName,
            LoggerFactory = loggers,
            RetryOnInitialConnect = true,
            MaxReconnectRetry = -1,
            ReconnectWaitMin = TimeSpan.FromMilliseconds(200),
            ReconnectWaitMax = TimeSpan.FromSeconds(2),
            RequestTimeout = TimeSpan.FromSeconds(5),
            SubPendingChannelCapacity = 8192,
        };
    }
}
