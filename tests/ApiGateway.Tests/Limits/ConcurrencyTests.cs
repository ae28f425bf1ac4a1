using System.Net;
using System.Net.WebSockets;
using LeadPlatform.ApiGateway.Tests.Hosting;
using LeadPlatform.TestHost;
using Microsoft.AspNetCore.Http;

namespace LeadPlatform.ApiGateway.Tests.Limits;

public sealed class ConcurrencyTests : IAsyncLifetime
{
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private GatewayHost _gateway = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _gateway = await GatewayHost.StartAsync(new()
    {
        ["Limits:Concurrent"] = "3",
        ["Limits:StreamsPerCaller"] = "2",
        ["Limits:StreamsPerAddress"] = "3",
        ["ReverseProxy:Clusters:console:HttpRequest:ActivityTimeout"] = "00:00:00.5",
    });

    public ValueTask DisposeAsync()
    {
        _release.TrySetResult();
        return _gateway.DisposeAsync();
    }

    [Fact]
    public async Task A_slow_service_fills_its_own_share_and_leaves_the_others_theirs()
    {
        var arrived = new SemaphoreSlim(0);
        _gateway.DataService.Answers["/v1/leads/slow"] = _ =>
        {
            arrived.Release();
            return _release.Task;
        };
        var held = Enumerable.Range(0, 3).Select(_ => _gateway.StatusAsync("/v1/leads/slow", _gateway.ManagerToken())).ToArray();
        for (var i = 0; i < 3; i++)
            await arrived.WaitAsync(Cancelled);
        using var refused = await _gateway.GetAsync("/v1/leads/other", _gateway.ManagerToken());

        await refused.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable, "unavailable");
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        (await _gateway.StatusAsync("/v1/agents", _gateway.ManagerToken())).ShouldBe(HttpStatusCode.OK);
        _release.SetResult();
        (await Task.WhenAll(held)).ShouldAllBe(status => status == HttpStatusCode.OK);
        (await _gateway.StatusAsync("/v1/leads/other", _gateway.ManagerToken())).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_user_follows_so_many_streams_at_once_and_no_more()
    {
        _gateway.DataService.Answers["/v1/leads/stream"] = async context =>
        {
            await context.Response.WriteAsync(":\n\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await _release.Task.WaitAsync(context.RequestAborted);
        };
        var token = _gateway.ManagerToken();
        using var one = await OpenAsync(token);
        using (var two = await OpenAsync(token))
        {
            two.StatusCode.ShouldBe(HttpStatusCode.OK);
            using var three = await OpenAsync(token);
            await three.ShouldBeProblemAsync(HttpStatusCode.TooManyRequests, "rate_limited");
            three.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(30));
        }

        // One that was closed makes room.
        await Eventually.HoldsAsync(async () =>
        {
            using var again = await OpenAsync(token);
            return again.StatusCode == HttpStatusCode.OK;
        });
    }

    [Fact]
    public async Task Web_sockets_are_counted_by_session_and_by_address()
    {
        _gateway.Frontend.Answers["/_blazor"] = HoldAsync;
        using var one = await ConnectAsync("one");
        using var two = await ConnectAsync("one");
        (await Should.ThrowAsync<WebSocketException>(() => ConnectAsync("one"))).Message.ShouldContain("429");
        using var three = await ConnectAsync("other");
        (await Should.ThrowAsync<WebSocketException>(() => ConnectAsync("yet another"))).Message.ShouldContain("429");
    }

    [Fact]
    public async Task A_web_socket_on_which_nothing_moves_is_ended()
    {
        _gateway.Frontend.Answers["/_blazor"] = HoldAsync;
        using var socket = await ConnectAsync("idle");

        await Should.ThrowAsync<WebSocketException>(() => socket.ReceiveAsync(new byte[16], Cancelled).WaitAsync(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public async Task Only_circuits_become_web_sockets()
    {
        _gateway.Backend.Answers["/v1/agents/socket"] = context =>
        {
            context.Response.StatusCode = context.WebSockets.IsWebSocketRequest ? 101 : 200;
            return Task.CompletedTask;
        };
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {_gateway.ManagerToken()}");

        (await Should.ThrowAsync<WebSocketException>(() => socket.ConnectAsync(new Uri($"ws://{_gateway.Address.Authority}/v1/agents/socket"), Cancelled))).Message.ShouldContain("200");
    }

    private Task<HttpResponseMessage> OpenAsync(string token) =>
        _gateway.Client.SendAsync(_gateway.Request(HttpMethod.Get, "/v1/leads/stream", token), HttpCompletionOption.ResponseHeadersRead, Cancelled);

    private async Task<ClientWebSocket> ConnectAsync(string session)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", $"lp-frontend-session={Uri.EscapeDataString(session)}");
        await socket.ConnectAsync(new Uri($"ws://{_gateway.Address.Authority}/_blazor?id=1"), Cancelled);
        return socket;
    }

    private async Task HoldAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        await _release.Task.WaitAsync(context.RequestAborted);
    }
}
