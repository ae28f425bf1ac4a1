using System.Net.WebSockets;
using System.Text;
using LeadPlatform.ApiGateway.Tests.Hosting;
using Microsoft.AspNetCore.Http;

namespace LeadPlatform.ApiGateway.Tests.Upstreams;

public sealed class StreamTests(SharedGateway shared)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Server_sent_events_arrive_one_by_one_as_they_are_sent()
    {
        var gateway = shared.Gateway;
        var read = new TaskCompletionSource();
        gateway.DataService.Answers["/v1/leads/stream-of-two"] = async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync("event: lead\ndata: 1\n\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await read.Task.WaitAsync(TimeSpan.FromSeconds(60));
            await context.Response.WriteAsync("event: lead\ndata: 2\n\n", context.RequestAborted);
        };
        using var answer = await gateway.Client.SendAsync(gateway.Request(HttpMethod.Get, "/v1/leads/stream-of-two", gateway.ManagerToken()), HttpCompletionOption.ResponseHeadersRead, Cancelled);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(Cancelled));

        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        await lines.ReadLineAsync(Cancelled);
        (await lines.ReadLineAsync(Cancelled)).ShouldBe("data: 1");
        // Only now is the second sent: the first did not wait for it.
        read.SetResult();
        (await lines.ReadToEndAsync(Cancelled)).ShouldContain("data: 2");
    }

    [Fact]
    public async Task A_stream_that_the_client_leaves_ends_at_the_service_too()
    {
        var gateway = shared.Gateway;
        var left = new TaskCompletionSource();
        gateway.DataService.Answers["/v1/leads/left"] = async context =>
        {
            context.RequestAborted.Register(left.SetResult);
            await context.Response.WriteAsync(":\n\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await left.Task.WaitAsync(TimeSpan.FromSeconds(60));
        };
        using (await gateway.Client.SendAsync(gateway.Request(HttpMethod.Get, "/v1/leads/left", gateway.ManagerToken()), HttpCompletionOption.ResponseHeadersRead, Cancelled))
        {
        }

        await left.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancelled);
    }

    [Fact]
    public async Task A_web_socket_carries_messages_both_ways()
    {
        var gateway = shared.Gateway;
        gateway.Frontend.Answers["/_blazor"] = EchoAsync;
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://{gateway.Address.Authority}/_blazor?id=1"), Cancelled);
        await socket.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, Cancelled);
        var buffer = new byte[64];
        var received = await socket.ReceiveAsync(buffer, Cancelled);

        Encoding.UTF8.GetString(buffer, 0, received.Count).ShouldBe("hello");
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Cancelled);
    }

    [Fact]
    public async Task Open_streams_do_not_hold_up_a_stop()
    {
        var gateway = await GatewayHost.StartAsync();
        gateway.Frontend.Answers["/_blazor"] = EchoAsync;
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://{gateway.Address.Authority}/_blazor"), Cancelled);
        var reading = socket.ReceiveAsync(new byte[64], CancellationToken.None);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await gateway.DisposeAsync();

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
        await Should.ThrowAsync<WebSocketException>(() => reading);
    }

    private static async Task EchoAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[1024];
        while (await socket.ReceiveAsync(buffer, context.RequestAborted) is { MessageType: not WebSocketMessageType.Close } message)
            await socket.SendAsync(buffer.AsMemory(0, message.Count), message.MessageType, message.EndOfMessage, context.RequestAborted);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
    }
}
