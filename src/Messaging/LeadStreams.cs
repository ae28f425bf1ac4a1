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
    }

    private async Task EnsureAsync(NatsJSContext context, string name, string subjects, TimeSpan retention, CancellationToken cancellationToken) =>
        await context.CreateOrUpdateStreamAsync(
            new StreamConfig(name, [subjects])
            {
                Storage = StreamConfigStorage.File,
                MaxAge = retention,
                NumReplicas = options.Value.Replicas,
                DuplicateWindow = TimeSpan.FromMinutes(2),
                Discard = StreamConfigDiscard.Old,
            },
            cancellationToken);
}
