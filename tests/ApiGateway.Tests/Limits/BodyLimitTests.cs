using System.Net;
using LeadPlatform.ApiGateway.Tests.Hosting;
using Microsoft.AspNetCore.Http;

namespace LeadPlatform.ApiGateway.Tests.Limits;

public sealed class BodyLimitTests(SharedGateway shared)
{
    private GatewayHost Gateway => shared.Gateway;

    [Theory]
    [InlineData(65_536, HttpStatusCode.OK)]
    [InlineData(65_537, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(2_000_000, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_body_of_known_length_passes_up_to_64_KB(int bytes, HttpStatusCode status)
    {
        using var content = new ByteArrayContent(new byte[bytes]);
        var path = $"/v1/leads?of={bytes}";
        using var answer = await Gateway.Client.SendAsync(Gateway.Request(HttpMethod.Post, path, Gateway.ManagerToken(), content: content), TestContext.Current.CancellationToken);

        if (status == HttpStatusCode.OK)
        {
            (await Seen.In(answer)).BodyBytes.ShouldBe(bytes);
            return;
        }

        (await answer.ShouldBeProblemAsync(status, "too_large")).GetProperty("detail").GetString()!.ShouldContain("65536 bytes");
        Gateway.DataService.Requests.ShouldNotContain(request => request.Target == path);
    }

    [Theory]
    [InlineData(65_000, HttpStatusCode.OK)]
    [InlineData(70_000, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_body_without_a_length_is_cut_off_at_64_KB(int bytes, HttpStatusCode status)
    {
        using var content = new StreamContent(new MemoryStream(new byte[bytes]));
        using var request = Gateway.Request(HttpMethod.Post, "/v1/leads", Gateway.ManagerToken(), content: content);
        request.Headers.TransferEncodingChunked = true;
        using var answer = await Gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);

        if (status == HttpStatusCode.OK)
            (await Seen.In(answer)).BodyBytes.ShouldBe(bytes);
        else
            await answer.ShouldBeProblemAsync(status, "too_large");
    }

    [Fact]
    public async Task A_file_to_import_passes_at_any_length_up_to_2_GB_while_it_is_sent()
    {
        // The service reads the beginning while the rest has not been sent: nothing on the way waits for the whole.
        var begun = new TaskCompletionSource();
        Gateway.DataService.Answers["/v1/imports"] = async context =>
        {
            await context.Request.Body.ReadExactlyAsync(new byte[50_000], context.RequestAborted);
            begun.SetResult();
            using var rest = new MemoryStream();
            await context.Request.Body.CopyToAsync(rest, context.RequestAborted);
            await context.Response.WriteAsync($"{50_000 + rest.Length}", context.RequestAborted);
        };
        var body = new System.IO.Pipelines.Pipe();
        using var content = new StreamContent(body.Reader.AsStream());
        using var request = Gateway.Request(HttpMethod.Post, "/v1/imports?run=false", Gateway.ManagerToken(), content: content);
        request.Headers.TransferEncodingChunked = true;
        var answering = Gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
        await body.Writer.WriteAsync(new byte[100_000]);
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await body.Writer.WriteAsync(new byte[3_000_000]);
        await body.Writer.CompleteAsync();

        using var answer = await answering;
        (await answer.Content.ReadAsStringAsync()).ShouldBe("3100000");
    }

    [Fact]
    public async Task A_file_to_import_that_says_it_is_larger_than_2_GB_is_refused_before_it_is_sent()
    {
        var answer = await RawHttp.SendAsync(
            Gateway.Address,
            $"POST /v1/imports HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {Gateway.ManagerToken()}\r\nContent-Length: 2147483649\r\nConnection: close\r\n\r\n");

        answer.ShouldStartWith("HTTP/1.1 413");
    }

    [Theory]
    [InlineData("/v1/leads/export")]
    [InlineData("/v1/agents")]
    [InlineData("/v1/qualifications/x")]
    [InlineData("/v1/importsx")]
    [InlineData("/connect/token")]
    public async Task Every_other_path_of_the_api_keeps_its_64_KB(string path)
    {
        using var content = new ByteArrayContent(new byte[65_537]);
        using var answer = await Gateway.Client.SendAsync(Gateway.Request(HttpMethod.Post, path, Gateway.ManagerToken(), content: content), TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Without_a_credential_a_large_body_is_401()
    {
        using var content = new ByteArrayContent(new byte[70_000]);
        using var request = Gateway.Request(HttpMethod.Post, "/v1/leads", content: content);
        using var answer = await Gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_form_of_a_page_may_be_larger()
    {
        using var content = new ByteArrayContent(new byte[200_000]);
        using var answer = await Gateway.Client.SendAsync(Gateway.Request(HttpMethod.Post, "/quote/auto", content: content), TestContext.Current.CancellationToken);

        (await Seen.In(answer)).BodyBytes.ShouldBe(200_000);
    }

    [Fact]
    public async Task Headers_over_32_KB_are_refused()
    {
        using var request = Gateway.Request(HttpMethod.Get, "/v1/leads", Gateway.ManagerToken());
        request.Headers.Add("X-Long", new string('a', 33_000));
        using var answer = await Gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestHeaderFieldsTooLarge);
    }

    [Fact]
    public async Task A_body_with_two_lengths_is_refused_and_reaches_nobody()
    {
        var answer = await RawHttp.SendAsync(
            Gateway.Address,
            $"POST /v1/leads?smuggled HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {Gateway.ManagerToken()}\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\nGET /v1/x HTTP/1.1\r\nHost: x\r\n\r\n");

        // RFC 9112 lets a server take Transfer-Encoding alone, if it then sends on one of them only and closes the connection.
        Gateway.DataService.Requests.Where(request => request.Target.Contains("smuggled", StringComparison.Ordinal)).ShouldAllBe(request => request.Header("Content-Length") == null);
        answer.Split("HTTP/1.1 ").Length.ShouldBe(2);
    }
}
