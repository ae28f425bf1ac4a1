using LeadPlatform.ApiGateway.Tests.Hosting;

namespace LeadPlatform.ApiGateway.Tests.Attacks;

/// <summary>
/// Requests of which two servers in a row could see the end at two places, sent byte by byte. Each is refused, and what is hidden behind it reaches no service: neither as a
/// request of its own nor within the body of the first.
/// </summary>
public sealed class SmugglingTests(AttackedGateway attacked)
{
    private const string Hidden = "GET /quote/hidden HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    private GatewayHost Gateway => attacked.Gateway;

    public static TheoryData<string, string> Vectors => new()
    {
        { "CL.TE", Post("Content-Length: 6\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\nG") },
        { "TE.CL", Post("Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", "5c\r\nhidden\r\n0\r\n\r\n") },
        { "CL.0", Post("Content-Length: 0\r\nContent-Length: 66\r\n", "") },
        { "two lengths that agree", Post("Content-Length: 5\r\nContent-Length: 5\r\n", "hello") },
        { "two lengths in one line", Post("Content-Length: 5, 5\r\n", "hello") },
        { "a negative length", Post("Content-Length: -5\r\n", "hello") },
        { "a hexadecimal length", Post("Content-Length: 0x5\r\n", "hello") },
        { "a length beyond all numbers", Post("Content-Length: 99999999999999999999\r\n", "hello") },
        { "TE.TE with an unknown coding", Post("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n") },
        { "TE.TE with identity last", Post("Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n") },
        { "TE.TE with a coding before", Post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n") },
        { "TE.TE twice", Post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", "0\r\n\r\n") },
        { "TE.TE with a quoted coding", Post("Transfer-Encoding: \"chunked\"\r\n", "0\r\n\r\n") },
        { "a space before the colon", Post("Transfer-Encoding : chunked\r\n", "0\r\n\r\n") },
        { "a space before the name", Post("X: y\r\n Transfer-Encoding: chunked\r\n", "0\r\n\r\n") },
        { "a folded line", Post("Transfer-Encoding:\r\n chunked\r\n", "0\r\n\r\n") },
        { "a folded line by a tab", Post("X: y\r\n\tContent-Length: 5\r\n", "hello") },
        { "a lone CR in a value", Post("X: y\rTransfer-Encoding: chunked\r\n", "0\r\n\r\n") },
        { "a lone LF in the head", Post("X: y\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n") },
        { "a NUL in a value", Post("X: y\0z\r\nContent-Length: 5\r\n", "hello") },
        { "a vertical tab in the coding", Post("Transfer-Encoding: \vchunked\r\n", "0\r\n\r\n") },
        { "an underscore for a hyphen", Post("Transfer_Encoding: chunked\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n") },
        { "a chunk extension with a lone LF", Post("Transfer-Encoding: chunked\r\n", "2;\nxx\r\n0\r\n\r\n") },
        { "a chunk extension with a lone CR", Post("Transfer-Encoding: chunked\r\n", "2;\rxx\r\n0\r\n\r\n") },
        { "a chunk ended by a lone LF", Post("Transfer-Encoding: chunked\r\n", "2\r\nxx\n0\r\n\r\n") },
        { "a chunk longer than it says", Post("Transfer-Encoding: chunked\r\n", "2\r\nxxx\r\n0\r\n\r\n") },
        { "a chunk of a signed size", Post("Transfer-Encoding: chunked\r\n", "+2\r\nxx\r\n0\r\n\r\n") },
        { "a chunk of a size with 0x", Post("Transfer-Encoding: chunked\r\n", "0x2\r\nxx\r\n0\r\n\r\n") },
        { "a chunk of a negative size", Post("Transfer-Encoding: chunked\r\n", "-2\r\nxx\r\n0\r\n\r\n") },
        { "a chunk beyond all numbers", Post("Transfer-Encoding: chunked\r\n", "FFFFFFFFFFFFFFFFF\r\nxx\r\n0\r\n\r\n") },
        { "chunks in HTTP/1.0", Post("Transfer-Encoding: chunked\r\n", "0\r\n\r\n", version: "1.0") },
        { "no host", "GET /quote/first HTTP/1.1\r\nConnection: close\r\n\r\n" },
        { "two hosts", "GET /quote/first HTTP/1.1\r\nHost: localhost\r\nHost: evil.example.com\r\nConnection: close\r\n\r\n" },
        { "a host with a path", "GET /quote/first HTTP/1.1\r\nHost: localhost/evil\r\nConnection: close\r\n\r\n" },
        { "lines ended by LF alone", "GET /quote/first HTTP/1.1\nHost: localhost\nConnection: close\n\n" },
        { "a space in the target", "GET /quote/first /x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n" },
        { "HTTP/2 without asking", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public async Task A_request_with_two_ends_is_refused_and_nothing_hidden_in_it_is_served(string name, string request)
    {
        var before = Gateway.Frontend.Requests.Count(seen => seen.Target.Contains("hidden", StringComparison.Ordinal));
        var answer = await RawHttp.SendAsync(Gateway.Address, request + Hidden);

        RawHttp.Statuses(answer).ShouldAllBe(status => status >= 400 && status < 500, $"{name}: {answer}");
        RawHttp.Statuses(answer).Count.ShouldBeLessThanOrEqualTo(1, $"{name}: {answer}");
        Gateway.Frontend.Requests.Count(seen => seen.Target.Contains("hidden", StringComparison.Ordinal)).ShouldBe(before, name);
    }

    [Fact]
    public async Task A_signed_length_is_told_to_the_service_without_its_sign()
    {
        var answer = await RawHttp.SendAsync(Gateway.Address, Post("Content-Length: +5\r\n", "hello", target: "/quote/signed", close: true));

        RawHttp.Statuses(answer).ShouldBe([200]);
        var seen = Gateway.Frontend.Requests.Last(seen => seen.Target == "/quote/signed");
        (seen.Header("Content-Length"), seen.BodyBytes).ShouldBe(("5", 5));
    }

    [Fact]
    public async Task A_version_that_does_not_exist_is_refused()
    {
        var answer = await RawHttp.SendAsync(Gateway.Address, "GET /quote/first HTTP/1.9\r\nHost: localhost\r\nConnection: close\r\n\r\n" + Hidden);

        RawHttp.Statuses(answer).ShouldBe([505]);
    }

    [Fact]
    public async Task A_chunk_extension_and_a_trailer_are_dropped_and_the_body_arrives()
    {
        var answer = await RawHttp.SendAsync(Gateway.Address, Post("Transfer-Encoding: chunked\r\n", "5;name=\"a;b\"\r\nhello\r\n0\r\nX-Agent-Id: forged\r\n\r\n", target: "/quote/extension", close: true));

        answer.ShouldStartWith("HTTP/1.1 200");
        var seen = Gateway.Frontend.Requests.Last(seen => seen.Target == "/quote/extension");
        seen.BodyBytes.ShouldBe(5);
        seen.Header("X-Agent-Id").ShouldBeNull();
    }

    [Fact]
    public async Task An_upgrade_to_HTTP_2_is_not_taken_and_tells_the_service_nothing()
    {
        var answer = await RawHttp.SendAsync(
            Gateway.Address,
            "GET /quote/h2c HTTP/1.1\r\nHost: localhost\r\nConnection: close, Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n\r\n");

        RawHttp.Statuses(answer).ShouldBe([200]);
        var seen = Gateway.Frontend.Requests.Last(seen => seen.Target == "/quote/h2c");
        seen.Header("Upgrade").ShouldBeNull();
        seen.Header("HTTP2-Settings").ShouldBeNull();
        (seen.Header("Connection") ?? "").ShouldNotContain("Upgrade");
    }

    [Fact]
    public async Task A_client_can_not_have_the_gateways_own_headers_taken_away()
    {
        var answer = await RawHttp.SendAsync(
            Gateway.Address,
            "GET /quote/hop HTTP/1.1\r\nHost: localhost\r\nConnection: close, X-Forwarded-For, X-Forwarded-Proto, X-Request-Id\r\n\r\n");

        RawHttp.Statuses(answer).ShouldBe([200]);
        var seen = Gateway.Frontend.Requests.Last(seen => seen.Target == "/quote/hop");
        seen.Header("X-Forwarded-For").ShouldBe("127.0.0.1");
        seen.Header("X-Request-Id").ShouldNotBeNull();
        (seen.Header("Connection") ?? "").ShouldNotContain("X-Forwarded");
    }

    [Theory]
    [InlineData("TRACE /quote/traced")]
    [InlineData("TRACK /quote/traced")]
    [InlineData("CONNECT localhost:22")]
    public async Task Methods_that_echo_or_tunnel_are_refused(string start)
    {
        var answer = await RawHttp.SendAsync(Gateway.Address, $"{start} HTTP/1.1\r\nHost: localhost\r\nCookie: secret=1\r\nConnection: close\r\n\r\n");

        RawHttp.Statuses(answer).ShouldAllBe(status => status == 400 || status == 405);
        answer.ShouldNotContain("secret=1");
        Gateway.Frontend.Requests.ShouldNotContain(seen => seen.Target.Contains("traced", StringComparison.Ordinal));
    }

    private static string Post(string headers, string body, string target = "/quote/first", string version = "1.1", bool close = false) =>
        $"POST {target} HTTP/{version}\r\nHost: localhost\r\n{headers}{(close ? "Connection: close\r\n" : "")}\r\n{body}";
}
