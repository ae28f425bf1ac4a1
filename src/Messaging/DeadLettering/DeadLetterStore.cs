using System.Globalization;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Messaging.Publishing;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;

namespace LeadPlatform.Messaging.DeadLettering;

/// <summary>The dead letters of all consumers. Every call throws a <see cref="NatsException"/> while NATS is away.</summary>
public sealed class DeadLetterStore
{
    /// <summary>How long one step may take. The client itself would wait for the server until it is back.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Of the server's API: no such message or stream.</summary>
    private const int NotFound = 404;

    /// <summary>Of the server's API, more exactly: there is nothing to delete.</summary>
    private const int DeleteFailed = 10057;

    private readonly NatsJSContext _streams;
    private readonly LeadStreams _known;
    private readonly DeadLetterReader _reader;
    private INatsJSStream? _stream;

    internal DeadLetterStore(INatsConnection connection, LeadStreams known)
    {
        _streams = new NatsJSContext(connection);
        _known = known;
        _reader = new DeadLetterReader(connection.HeaderParser);
    }

    /// <summary>The one of that sequence, or null.</summary>
    public Task<DeadLetter?> FindAsync(ulong sequence, CancellationToken cancellationToken) =>
        GetAsync(new StreamMsgGetRequest { Seq = sequence }, cancellationToken);

    /// <summary>The first at <paramref name="sequence"/> or after it, or null.</summary>
    /// <param name="consumer">Of this consumer only; null for all.</param>
    public Task<DeadLetter?> NextAsync(ulong sequence, string? consumer, CancellationToken cancellationToken) =>
        GetAsync(new StreamMsgGetRequest { Seq = sequence, NextBySubj = consumer is null ? DeadLetters.AllSubjects : DeadLetters.SubjectPrefix + consumer }, cancellationToken);

    /// <summary>The sequence of the newest there ever was; 0 without any.</summary>
    public async Task<ulong> LastSequenceAsync(CancellationToken cancellationToken) =>
        (ulong)(await InfoAsync(null, cancellationToken)).State.LastSeq;

    /// <summary>How many there are of each consumer that has any.</summary>
    public async Task<IReadOnlyDictionary<string, long>> CountAsync(CancellationToken cancellationToken) =>
        (await InfoAsync(DeadLetters.AllSubjects, cancellationToken)).State.Subjects?.ToDictionary(pair => pair.Key[DeadLetters.SubjectPrefix.Length..], pair => pair.Value) ?? [];

    /// <summary>
    /// Hands a dead letter to its consumer once more, and only then takes it out. Where a crash comes between it stands in both streams, and is replayed a second time:
    /// within two minutes the stream knows it by its id, later the handler knows the event.
    /// </summary>
    public async Task ReplayAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        var headers = new NatsHeaders
        {
            [DeadLetterHeaders.Subject] = letter.Subject,
            [DeadLetterHeaders.Sequence] = letter.EventSequence.ToString(CultureInfo.InvariantCulture),
            [DeadLetterHeaders.Attempts] = letter.Attempts.ToString(CultureInfo.InvariantCulture),
        };
        if (letter.TraceParent is { } trace)
            headers[EventPublisher.TraceParentHeader] = trace;
        var id = string.Create(CultureInfo.InvariantCulture, $"dead-{letter.Sequence}-{letter.At.ToUnixTimeMilliseconds()}");
        var ack = await WithinLimitAsync(
            async token => await _streams.PublishAsync(
                Replays.SubjectPrefix + letter.Consumer, letter.Body.ToArray(), NatsRawSerializer<byte[]>.Default, new NatsJSPubOpts { MsgId = id }, headers, token),
            cancellationToken);
        ack.EnsureStored();
        await DiscardAsync(letter.Sequence, cancellationToken);
    }

    /// <returns>False where there was none.</returns>
    public async Task<bool> DiscardAsync(ulong sequence, CancellationToken cancellationToken)
    {
        try
        {
            return (await WithinLimitAsync(
                async token => await _streams.DeleteMessageAsync(DeadLetters.Stream, new StreamMsgDeleteRequest { Seq = sequence }, token), cancellationToken)).Success;
        }
        catch (NatsJSApiException exception) when (exception.Error.Code == NotFound || exception.Error.ErrCode == DeleteFailed)
        {
            return false;
        }
    }

    private async Task<DeadLetter?> GetAsync(StreamMsgGetRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return _reader.Read((await WithinLimitAsync(async token => await (await StreamAsync(token)).GetAsync(request, token), cancellationToken)).Message);
        }
        catch (NatsJSApiException exception) when (exception.Error.Code == NotFound)
        {
            return null;
        }
    }

    private Task<StreamInfo> InfoAsync(string? subjects, CancellationToken cancellationToken) => WithinLimitAsync(
        async token =>
        {
            await StreamAsync(token);
            return (await _streams.GetStreamAsync(DeadLetters.Stream, new StreamInfoRequest { SubjectsFilter = subjects }, token)).Info;
        },
        cancellationToken);

    private static async Task<T> WithinLimitAsync<T>(Func<CancellationToken, Task<T>> step, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            return await step(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new NatsException($"NATS did not answer within {Limit.TotalSeconds} s.");
        }
    }

    private async Task<INatsJSStream> StreamAsync(CancellationToken cancellationToken)
    {
        if (_stream is null)
        {
            await _known.EnsureAsync(cancellationToken);
            _stream = await _streams.GetStreamAsync(DeadLetters.Stream, cancellationToken: cancellationToken);
        }

        return _stream;
    }
}
