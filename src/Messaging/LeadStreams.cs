using LeadPlatform.Contracts.Events;
using Microsoft.Extensions.Options;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;

namespace LeadPlatform.Messaging;

/// <summary>The streams of the platform. Whoever needs them first makes them; making them again changes nothing.</summary>
internal sealed class LeadStreams(INatsConnection connection, IOptions<MessagingOptions> options)
{
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        var context = new NatsJSContext(connection);
        await EnsureAsync(context, LeadEvents.Stream, LeadEvents.AllSubjects, options.Value.Retention, cancellationToken);
        await EnsureAsync(context, DeadLetters.Stream, DeadLetters.AllSubjects, options.Value.DeadLetterRetention, cancellationToken);
        await EnsureAsync(context, Replays.Stream, Replays.AllSubjects, options.Value.DeadLetterRetention, cancellationToken, StreamConfigRetention.Workqueue);
    }

    private async Task EnsureAsync(
        NatsJSContext context, string name, string subjects, TimeSpan age, CancellationToken cancellationToken, StreamConfigRetention retention = StreamConfigRetention.Limits) =>
        await context.CreateOrUpdateStreamAsync(
            new StreamConfig(name, [subjects])
            {
                Storage = StreamConfigStorage.File,
                Retention = retention,
                MaxAge = age,
                NumReplicas = options.Value.Replicas,
                DuplicateWindow = TimeSpan.FromMinutes(2),
                Discard = StreamConfigDiscard.Old,
            },
            cancellationToken);
}
