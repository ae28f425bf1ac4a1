using System.Buffers;
using LeadPlatform.Contracts.Ids;

namespace LeadPlatform.ApiGateway.Edge;

/// <summary>One id for a request, from the client to the last service and back: <c>X-Request-Id</c>.</summary>
internal static class RequestIds
{
    public const string Header = "X-Request-Id";

    /// <summary>Longest id taken from a client, in characters.</summary>
    public const int MaxLength = 128;

    private static readonly SearchValues<char> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:");

    /// <summary>Takes the client's id where it is 1 to 128 letters, digits or <c>-_.:</c>, else makes one; logs carry it as RequestId.</summary>
    public static void Assign(HttpContext context, DateTimeOffset now)
    {
        var headers = context.Request.Headers;
        if (headers[Header] is not [{ } id] || !IsWellFormed(id))
        {
            id = TimedId.Create(now).ToString("N");
            headers[Header] = id;
        }

        context.TraceIdentifier = id;
    }

    internal static bool IsWellFormed(string id) => id.Length is > 0 and <= MaxLength && !id.AsSpan().ContainsAnyExcept(Allowed);
}
