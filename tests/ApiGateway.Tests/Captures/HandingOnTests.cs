using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using LeadPlatform.ApiGateway.Tests.Hosting;
using LeadPlatform.Contracts.Captures;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.TestHost;
using Microsoft.AspNetCore.Http;

namespace LeadPlatform.ApiGateway.Tests.Captures;

public sealed class HandingOnTests : IAsyncLifetime
{
    private const string Key = "lp_test_key";
    private GatewayHost _gateway = null!;
    private CaptureTaker _taker = null!;
    private Guid _sourceId;

    public async ValueTask InitializeAsync()
    {
        _gateway = await GatewayHost.StartAsync(new() { ["Captures:QueueLimit"] = "40", ["Captures:Senders"] = "1" });
        _sourceId = _gateway.Keys.Add(Key).SourceId;
        _taker = new CaptureTaker(_gateway.DataService);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_lone_capture_is_handed_on_at_once_with_its_source_and_answered_with_its_own_result()
    {
        using var answer = await PostAsync("""{"n":1}""");

        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        var lead = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("leadId").GetGuid();
        answer.Headers.Location!.OriginalString.ShouldBe($"/v1/leads/{lead}");
        answer.Headers.Contains("X-Request-Id").ShouldBeTrue();
        var frame = _taker.Frames.ShouldHaveSingleItem();
        (frame.SourceId, frame.Body).ShouldBe((_sourceId, """{"n":1}"""));
        var call = _gateway.DataService.Requests.Single(seen => seen.Target == CaptureFrames.Path);
        call.Header("Authorization").ShouldStartWith("Bearer ");
        call.Header("X-Api-Key").ShouldBeNull();
    }

    [Fact]
    public async Task Captures_that_arrive_while_a_call_is_under_way_go_together_in_the_next_and_each_gets_its_own_answer()
    {
        var gate = _taker.Hold();
        var first = PostAsync("""{"n":0}""");
        await _taker.CalledAsync();
        var others = Enumerable.Range(1, 30).Select(n => PostAsync($$"""{"n":{{n}}}""")).ToArray();
        await Eventually.HoldsAsync(() => Waiting() == 30);
        gate.SetResult();

        (await first).Dispose();
        for (var n = 0; n < others.Length; n++)
        {
            using var answer = await others[n];
            (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("echo").GetString().ShouldBe($$"""{"n":{{n + 1}}}""");
        }

        _taker.Calls.ShouldBe([1, 30]);
    }

    [Fact]
    public async Task A_form_is_handed_on_as_one_together_with_json()
    {
        var gate = _taker.Hold();
        var first = PostAsync("{}");
        await _taker.CalledAsync();
        var others = new[] { PostAsync("a=1", "application/x-www-form-urlencoded"), PostAsync("{}", "application/json; charset=utf-8"), PostAsync("b=2", "APPLICATION/X-WWW-FORM-URLENCODED; charset=utf-8") };
        await Eventually.HoldsAsync(() => Waiting() == 3);
        gate.SetResult();

        foreach (var answer in await Task.WhenAll([first, .. others]))
            answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        _taker.Calls.ShouldBe([1, 3]);
        _taker.MediaTypes.ShouldBe([CaptureFrames.JsonMediaType, CaptureFrames.MediaType]);
        _taker.Frames.Skip(1).Select(frame => (frame.Content, frame.Body)).ShouldBe(
            [(CaptureContent.Form, "a=1"), (CaptureContent.Json, "{}"), (CaptureContent.Form, "b=2")], ignoreOrder: true);
    }

    [Fact]
    public async Task Past_the_queue_a_caller_is_told_to_come_back_at_once()
    {
        var gate = _taker.Hold();
        var first = PostAsync("{}");
        await _taker.CalledAsync();
        var waiting = Enumerable.Range(0, 40).Select(_ => PostAsync("{}")).ToArray();
        await Eventually.HoldsAsync(() => Waiting() == 40);

        using var shed = await PostAsync("{}");
        shed.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        shed.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        shed.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = await shed.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("code").GetString().ShouldBe("unavailable");
        problem.GetProperty("status").GetInt32().ShouldBe(503);
        problem.GetProperty("requestId").GetString().ShouldBe(shed.Headers.GetValues("X-Request-Id").Single());
        using var other = await _gateway.GetAsync("/v1/leads", _gateway.ManagerToken());
        other.StatusCode.ShouldBe(HttpStatusCode.OK);

        gate.SetResult();
        foreach (var answer in await Task.WhenAll([first, .. waiting]))
            answer.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_refusal_becomes_problem_details_with_the_errors_and_the_request_id()
    {
        _taker.Refusal = (422, new RefusalBody("validation", "One field is wrong.", [new FieldError("line", "unknown", "Must be one of auto, home.")]));
        using var answer = await PostAsync("{}");

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("code").GetString().ShouldBe("validation");
        problem.GetProperty("errors")[0].GetProperty("path").GetString().ShouldBe("line");
        problem.GetProperty("requestId").GetString().ShouldBe(answer.Headers.GetValues("X-Request-Id").Single());
    }

    [Fact]
    public async Task An_idempotency_key_goes_along_and_a_replay_is_told()
    {
        _taker.Flags = CaptureAnswerFlags.Replayed;
        using var request = _gateway.Request(HttpMethod.Post, "/v1/leads", key: Key, content: new StringContent("{}", null, "application/json"));
        request.Headers.Add("Idempotency-Key", "order-17");
        using var answer = await _gateway.Client.SendAsync(request);

        answer.Headers.GetValues("Idempotent-Replayed").ShouldBe(["true"]);
        _taker.Frames.ShouldHaveSingleItem().Key.ShouldBe("order-17");
    }

    [Fact]
    public async Task Where_dataservice_breaks_off_every_caller_is_told_to_come_back()
    {
        _gateway.DataService.Answers[CaptureFrames.Path] = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        using var answer = await PostAsync("{}");
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Fact]
    public async Task Where_dataservice_answers_too_few_the_others_are_told_to_come_back()
    {
        _gateway.DataService.Answers[CaptureFrames.Path] = _ => Task.CompletedTask;
        using var answer = await PostAsync("{}");
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Theory]
    [InlineData("wait=5", "application/json")]
    [InlineData(null, "text/plain")]
    public async Task What_can_not_be_handed_on_together_is_proxied(string? prefer, string type)
    {
        using var request = _gateway.Request(HttpMethod.Post, "/v1/leads", key: Key, content: new StringContent("{}", null, type));
        if (prefer is not null)
            request.Headers.Add("Prefer", prefer);
        var seen = await Seen.In(await _gateway.Client.SendAsync(request));
        (seen.Service, seen.Target).ShouldBe(("dataservice", "/v1/leads"));
    }

    [Fact]
    public async Task A_body_past_the_limit_is_refused_with_413_whether_its_length_is_known_or_not()
    {
        using var known = await PostAsync(new string('x', 65_537));
        known.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);

        using var request = _gateway.Request(HttpMethod.Post, "/v1/leads", key: Key, content: new StringContent(new string('x', 65_537), null, "application/json"));
        request.Headers.TransferEncodingChunked = true;
        using var unknown = await _gateway.Client.SendAsync(request);
        unknown.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        _taker.Frames.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_source_or_without_a_credential_nothing_is_taken()
    {
        using var manager = await _gateway.Client.SendAsync(_gateway.Request(HttpMethod.Post, "/v1/leads", token: _gateway.ManagerToken(), content: JsonContent.Create(new { })));
        manager.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var nobody = await _gateway.Client.SendAsync(_gateway.Request(HttpMethod.Post, "/v1/leads", content: JsonContent.Create(new { })));
        nobody.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var wrong = await _gateway.Client.SendAsync(_gateway.Request(HttpMethod.Post, "/v1/leads", key: "lp_no_key", content: JsonContent.Create(new { })));
        wrong.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        _taker.Frames.ShouldBeEmpty();
    }

    private Task<HttpResponseMessage> PostAsync(string body, string contentType = "application/json") =>
        _gateway.Client.SendAsync(_gateway.Request(HttpMethod.Post, "/v1/leads", key: Key, content: new StringContent(body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(contentType) } }));

    private int Waiting() => ((ApiGateway.Captures.CaptureQueue)_gateway.Services.GetService(typeof(ApiGateway.Captures.CaptureQueue))!).Count;
}

/// <summary>DataService's side of the frames: reads them, and answers each with what it held.</summary>
internal sealed class CaptureTaker
{
    private readonly System.Threading.Channels.Channel<int> _called = System.Threading.Channels.Channel.CreateUnbounded<int>();
    private Task _gate = Task.CompletedTask;

    public CaptureTaker(Upstream dataService) => dataService.Answers[CaptureFrames.Path] = AnswerAsync;

    public ConcurrentQueue<(Guid SourceId, string Key, CaptureContent Content, string Body)> Frames { get; } = new();

    /// <summary>Of each call.</summary>
    public ConcurrentQueue<string?> MediaTypes { get; } = new();

    /// <summary>Frames in each call.</summary>
    public ConcurrentQueue<int> Calls { get; } = new();

    public CaptureAnswerFlags Flags { get; set; }

    public (int Status, RefusalBody Body)? Refusal { get; set; }

    public TaskCompletionSource Hold()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _gate = gate.Task;
        return gate;
    }

    public async Task CalledAsync() => await _called.Reader.ReadAsync(TestContext.Current.CancellationToken);

    private async Task AnswerAsync(HttpContext context)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
        _called.Writer.TryWrite(1);
        await _gate;
        ReadOnlyMemory<byte> input = buffer.ToArray();
        var output = new ArrayBufferWriter<byte>();
        var count = 0;
        for (; !input.IsEmpty; count++)
        {
            CaptureFrames.TryRead(ref input, out var frame).ShouldBeTrue();
            var body = Encoding.UTF8.GetString(frame.Body.Span);
            Frames.Enqueue((frame.SourceId, frame.Key, frame.Content, body));
            var lead = Guid.CreateVersion7();
            if (Refusal is { } refusal)
                CaptureFrames.WriteAnswer(output, refusal.Status, Flags, default, JsonSerializer.SerializeToUtf8Bytes(refusal.Body, JsonSerializerOptions.Web));
            else
                CaptureFrames.WriteAnswer(output, 201, Flags, lead, JsonSerializer.SerializeToUtf8Bytes(new { leadId = lead, echo = body }));
        }

        Calls.Enqueue(count);
        MediaTypes.Enqueue(context.Request.ContentType);
        context.Response.ContentType = CaptureFrames.MediaType;
        await context.Response.Body.WriteAsync(output.WrittenMemory);
    }
}
