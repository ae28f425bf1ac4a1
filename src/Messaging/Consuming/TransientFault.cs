using System.Data.Common;
using System.Net.Http;
using System.Net.Sockets;
using NATS.Client.Core;

namespace LeadPlatform.Messaging.Consuming;

/// <summary>Tells a store or service that is away from a defect: the first passes by itself, so it must never use up an event's attempts.</summary>
public static class TransientFault
{
    public static bool Is(Exception exception) => exception switch
    {
        DbException database => database.IsTransient || database.InnerException is SocketException or IOException or TimeoutException,
        // 4xx says that this request is wrong; trying the same again can't help.
        HttpRequestException http => http.StatusCode is null or >= System.Net.HttpStatusCode.InternalServerError
            or System.Net.HttpStatusCode.TooManyRequests or System.Net.HttpStatusCode.RequestTimeout or System.Net.HttpStatusCode.Unauthorized,
        SocketException or IOException or TimeoutException or NatsException or OperationCanceledException => true,
        AggregateException several => several.InnerExceptions.All(Is),
        // Polly's and Redis's own types (time-outs, open circuits, lost connections), by name: this library refers to neither.
        _ => exception.GetType().Name is "TimeoutRejectedException" or "BrokenCircuitException" or "RateLimiterRejectedException" or "RedisConnectionException" or "RedisTimeoutException"
            || (exception.InnerException is { } inner && Is(inner)),
    };
}
