using Microsoft.Extensions.Primitives;

namespace LeadPlatform.ApiGateway.Edge;

/// <summary>
/// Requests that another server might read differently than this one does: whose end (RFC 9112, 6.3 and 11.2) or whose path is not clear; and methods that would echo or
/// tunnel. The server's own parser lets some of them through, since it sees one reading only.
/// </summary>
internal static class Framing
{
    /// <summary>What the server makes of a Content-Length beside a Transfer-Encoding.</summary>
    private const string OverriddenLength = "X-Content-Length";

    public static bool IsDoubtful(HttpRequest request)
    {
        var headers = request.Headers;
        var coding = headers.TransferEncoding;
        if (coding.Count > 0 && (!IsChunked(coding) || headers.ContentLength is not null || headers.ContainsKey(OverriddenLength) || request.Protocol == HttpProtocol.Http10))
            return true;
        return HasTwoReadings(request.Path.Value) || HttpMethods.IsTrace(request.Method) || HttpMethods.IsConnect(request.Method) || request.Method.Equals("TRACK", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>After the server has decoded the path and taken its dots away: a backward or encoded separator, or anything that could be decoded once more.</summary>
    private static bool HasTwoReadings(ReadOnlySpan<char> path)
    {
        if (path.IndexOfAny('\\', '%', '\0') < 0)
            return false;
        for (var i = 0; i < path.Length; i++)
        {
            if (path[i] is '\\' or '\0' || (path[i] == '%' && i + 2 < path.Length && char.IsAsciiHexDigit(path[i + 1]) && char.IsAsciiHexDigit(path[i + 2])))
                return true;
        }

        return false;
    }

    private static bool IsChunked(StringValues coding) => coding.Count == 1 && string.Equals(coding[0], "chunked", StringComparison.OrdinalIgnoreCase);
}
