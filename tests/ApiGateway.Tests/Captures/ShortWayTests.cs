using System.Net;
using System.Net.Http.Headers;
using LeadPlatform.ApiGateway.Tests.Hosting;
using LeadPlatform.Contracts.Access;
using LeadPlatform.TestHost;

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
        _gateway.Keys.Add("lp_both_ways");
        var body = new string('x', status == HttpStatusCode.Created ? 2 : 65_537);
        using var first = await PostAsync("lp_both_ways", body);
        using var next = await PostAsync("lp_both_ways", body);

        _gateway.Keys.Asked.ShouldBe(1);
        (first.StatusCode, next.StatusCode).ShouldBe((status, status));
        Shown(next).ShouldBe(Shown(first));
        next.Headers.GetValues("X-Request-Id").Single().ShouldNotBe(first.Headers.GetValues("X-Request-Id").Single());
    }

    [Fact]
    public async Task Both_ways_are_counted_as_captures_and_take_from_one_bucket()
    {
        using var counted = CountedMetrics.Of(_gateway, "requests");
        _gateway.Keys.Add("lp_one_bucket", requestsPerSecond: 1, burst: 3);
        var statuses = new List<int>();
        HttpResponseMessage? last = null;
        for (var i = 0; i < 5; i++)
            statuses.Add((int)(last = await PostAsync("lp_one_bucket")).StatusCode);

        statuses.ShouldBe([201, 201, 201, 429, 429]);
        last!.Headers.RetryAfter.ShouldNotBeNull();
        last.Headers.GetValues("RateLimit").Single().ShouldStartWith("\"caller\";r=0;");
        await Eventually.HoldsAsync(() => counted.Seen.Contains("requests route=captures status=2xx × 3") && counted.Seen.Contains("requests route=captures status=4xx × 2"));
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
}
