using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Headers;
using LeadPlatform.ApiGateway.Tests.Hosting;
using LeadPlatform.Contracts.Access;
using LeadPlatform.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace LeadPlatform.ApiGateway.Tests.Captures;

/// <summary>The first capture of a key goes the way of every request, since Backend is asked for the key; the next ones go the short way. Nobody may see a difference.</summary>
public sealed class ShortWayTests : IAsyncLifetime
{
    /// <summary>Headers that differ from answer to answer.</summary>
    private static readonly string[] OfTheMoment = ["Date", "X-Request-ID", "Location", "RateLimit"];

    private GatewayHost _gateway = null!;
    private CaptureTaker _taker = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await GatewayHost.StartAsync();
        _taker = new CaptureTaker(_gateway.DataService);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData(HttpStatusCode.Created)]
    [InlineData(HttpStatusCode.RequestEntityTooLarge)]
    public async Task Both_ways_give_the_same_answer_with_the_same_headers(HttpStatusCode status)
    {
        using var authenticated = new Authentications(_gateway);
        _gateway.Keys.Add("lp_both_ways");
        var body = new string('x', status == HttpStatusCode.Created ? 2 : 65_537);
        using var first = await PostAsync("lp_both_ways", body);
        var onTheLongWay = authenticated.Count;
        using var next = await PostAsync("lp_both_ways", body);

        onTheLongWay.ShouldBeGreaterThan(0);
        authenticated.Count.ShouldBe(onTheLongWay, "the short way has no step of its own for it");

        _gateway.Keys.Asked.ShouldBe(1);
        (first.StatusCode, next.StatusCode).ShouldBe((status, status));
        Shown(next).ShouldBe(Shown(first));
        next.Headers.GetValues("X-Request-Id").Single().ShouldNotBe(first.Headers.GetValues("X-Request-Id").Single());
    }

    [Fact]
    public async Task Both_ways_are_counted_as_captures_and_take_from_one_bucket()
    {
        using var counted = CountedMetrics.Of(_gateway);
        _gateway.Keys.Add("lp_one_bucket", requestsPerSecond: 1, burst: 3);
        var statuses = new List<int>();
        HttpResponseMessage? last = null;
        for (var i = 0; i < 5; i++)
            statuses.Add((int)(last = await PostAsync("lp_one_bucket")).StatusCode);

        statuses.ShouldBe([201, 201, 201, 429, 429]);
        last!.Headers.RetryAfter.ShouldNotBeNull();
        last.Headers.GetValues("RateLimit").Single().ShouldStartWith("\"caller\";r=0;");
        await Eventually.HoldsAsync(() => counted.Seen.Contains("requests route=captures status=2xx × 3") && counted.Seen.Contains("requests route=captures status=4xx × 2"));
        counted.Count("key.lookups result=hit").ShouldBe(4);
        counted.Count("limited reason=caller").ShouldBe(2);
    }

    [Fact]
    public async Task Past_the_rate_of_an_address_a_held_key_is_told_to_wait()
    {
        await using var gateway = await GatewayHost.StartAsync(new() { ["Limits:Address:RequestsPerSecond"] = "0.01", ["Limits:Address:Burst"] = "40" });
        _ = new CaptureTaker(gateway.DataService);
        gateway.Keys.Add("lp_of_address");
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 45; i++)
            statuses.Add((await PostAsync(gateway, "lp_of_address")).StatusCode);

        statuses.ShouldContain(HttpStatusCode.Created);
        statuses[^1].ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task A_held_key_without_the_scope_is_refused_as_on_the_first_time()
    {
        _gateway.Keys.Add("lp_reads_alone", scopes: [Scopes.LeadsRead]);
        for (var i = 0; i < 2; i++)
            await (await PostAsync("lp_reads_alone")).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "forbidden");
        _taker.Frames.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_held_key_from_a_wrong_network_is_refused_as_on_the_first_time()
    {
        _gateway.Keys.Add("lp_from_elsewhere", networks: ["192.0.2.0/24"]);
        for (var i = 0; i < 2; i++)
            await (await PostAsync("lp_from_elsewhere")).ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "unauthenticated");
        _taker.Frames.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Origin", "https://evil.example.com", HttpStatusCode.Forbidden)]
    [InlineData("Authorization", "Bearer x", HttpStatusCode.Unauthorized)]
    [InlineData("X-Api-Key", "lp_second_key", HttpStatusCode.Unauthorized)]
    public async Task What_a_held_key_is_refused_for_in_general_it_is_refused_for_here(string header, string value, HttpStatusCode status)
    {
        _gateway.Keys.Add("lp_otherwise_good");
        (await PostAsync("lp_otherwise_good")).StatusCode.ShouldBe(HttpStatusCode.Created);

        using var answer = await PostAsync(_gateway, "lp_otherwise_good", header: (header, value));

        answer.StatusCode.ShouldBe(status);
        _taker.Frames.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_key_that_is_passed_on_is_charged_to_its_address_once()
    {
        await using var gateway = await GatewayHost.StartAsync(new() { ["Limits:Address:RequestsPerSecond"] = "0.01", ["Limits:Address:Burst"] = "100" });
        gateway.Keys.Add("lp_reads_only", scopes: [Scopes.LeadsRead]);
        var statuses = new Dictionary<HttpStatusCode, int>();
        for (var i = 0; i < 100; i++)
        {
            var status = (await PostAsync(gateway, "lp_reads_only")).StatusCode;
            statuses[status] = statuses.GetValueOrDefault(status) + 1;
        }

        // What the gateway was warmed up with has taken a few already.
        statuses[HttpStatusCode.Forbidden].ShouldBeGreaterThan(80);
    }

    private static Dictionary<string, string> Shown(HttpResponseMessage answer) =>
        answer.Headers.Concat(answer.Content.Headers).Where(header => !OfTheMoment.Contains(header.Key)).ToDictionary(header => header.Key, header => string.Join(", ", header.Value));

    private Task<HttpResponseMessage> PostAsync(string key, string body = "{}") => PostAsync(_gateway, key, body);

    private static Task<HttpResponseMessage> PostAsync(GatewayHost gateway, string key, string body = "{}", (string Name, string Value)? header = null)
    {
        var request = gateway.Request(HttpMethod.Post, "/v1/leads", key: key, content: new StringContent(body) { Headers = { ContentType = MediaTypeHeaderValue.Parse("application/json") } });
        if (header is { } more)
            request.Headers.TryAddWithoutValidation(more.Name, more.Value);
        return gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>How often a gateway has authenticated a request by the framework's own step.</summary>
    private sealed class Authentications : IDisposable
    {
        private readonly MeterListener _listener;
        private int _count;

        public Authentications(GatewayHost gateway)
        {
            var meters = gateway.Services.GetRequiredService<IMeterFactory>();
            _listener = new MeterListener
            {
                InstrumentPublished = (instrument, listener) =>
                {
                    if (ReferenceEquals(instrument.Meter.Scope, meters) && instrument.Name == "aspnetcore.authentication.authenticate.duration")
                        listener.EnableMeasurementEvents(instrument);
                },
            };
            _listener.SetMeasurementEventCallback<double>((_, _, _, _) => Interlocked.Increment(ref _count));
            _listener.Start();
        }

        public int Count => Volatile.Read(ref _count);

        public void Dispose() => _listener.Dispose();
    }
}
