using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace LeadPlatform.Messaging;

internal static class Instruments
{
    public static readonly ActivitySource Activities = new("LeadPlatform.Messaging");
    private static readonly Meter Meter = new("LeadPlatform.Messaging");

    public static readonly Counter<long> Published = Meter.CreateCounter<long>("messaging.events.published", "{event}", "Events stored by JetStream.");
    public static readonly Counter<long> Handled = Meter.CreateCounter<long>("messaging.events.handled", "{event}", "Events handled, by consumer and outcome.");
    public static readonly Counter<long> DeadLettered = Meter.CreateCounter<long>("messaging.dead_letters", "{event}", "Events given up, by consumer.");
    public static readonly Histogram<double> BatchDuration = Meter.CreateHistogram<double>("messaging.batch.duration", "s", "Time to handle one batch, by consumer.");
    public static readonly Histogram<int> BatchSize = Meter.CreateHistogram<int>("messaging.batch.size", "{event}", "Events in one batch, by consumer.");
    public static readonly Counter<long> OutboxSwept = Meter.CreateCounter<long>("messaging.outbox.swept", "{event}", "Events that the sweeper published because the process that stored them did not.");

    /// <summary>As looked up last, every <see cref="Outbox.OutboxWatch"/> interval.</summary>
    public static readonly ObservableGauge<double> OutboxAge = Meter.CreateObservableGauge(
        "messaging.outbox.age", () => Volatile.Read(ref _outboxAge), "s", "Age of the oldest event that waits to be published; 0 without any.");

    private static double _outboxAge;

    public static void ShowOutboxAge(TimeSpan age) => Volatile.Write(ref _outboxAge, age.TotalSeconds);
}
