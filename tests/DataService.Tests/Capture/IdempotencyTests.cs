using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.TestHost;

namespace LeadPlatform.DataService.Tests.Capture;

public sealed class IdempotencyTests(RunningDataService service)
{
    [Fact]
    public async Task The_same_key_and_body_replay_the_first_answer()
    {
        var (source, body, key) = (service.NewSource(), SampleLeads.One().ToJsonString(), Guid.NewGuid().ToString());
        using var first = await PostAsync(source, body, key);
        using var again = await PostAsync(source, body, key);

        again.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await again.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        again.Headers.Location.ShouldBe(first.Headers.Location);
        first.Headers.Contains("Idempotent-Replayed").ShouldBeFalse();
        again.Headers.GetValues("Idempotent-Replayed").ShouldBe(["true"]);
        (await source.CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_a_conflict()
    {
        var (source, key) = (service.NewSource(), Guid.NewGuid().ToString());
        using var first = await PostAsync(source, SampleLeads.One().ToJsonString(), key);
        using var other = await PostAsync(source, SampleLeads.One().ToJsonString(), key);

        other.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await other.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldBe("idempotency_conflict");
        (await source.CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task The_same_key_of_another_source_is_another_key()
    {
        var key = Guid.NewGuid().ToString();
        var (one, other) = (service.NewSource(), service.NewSource());
        using var first = await PostAsync(one, SampleLeads.One().ToJsonString(), key);
        using var second = await PostAsync(other, SampleLeads.One().ToJsonString(), key);
        second.StatusCode.ShouldBe(HttpStatusCode.Created);
        second.Headers.Contains("Idempotent-Replayed").ShouldBeFalse();
    }

    [Fact]
    public async Task Twins_at_the_same_moment_on_two_instances_are_one_lead()
    {
        await using var second = service.NewInstance();
        var source = service.NewSource();
        using var other = second.CreateClient();
        other.DefaultRequestHeaders.Authorization = source.Http.DefaultRequestHeaders.Authorization;
        for (var round = 0; round < 10; round++)
        {
            var (body, key) = (SampleLeads.One().ToJsonString(), Guid.NewGuid().ToString());
            var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => PostAsync(i % 2 == 0 ? source.Http : other, body, key)));
            var leads = new HashSet<Guid>();
            foreach (var answer in answers)
            {
                answer.StatusCode.ShouldBe(HttpStatusCode.Created);
                leads.Add((await answer.Content.ReadFromJsonAsync<CaptureAnswer>())!.LeadId);
            }

            leads.Count.ShouldBe(1);
            answers.Count(answer => !answer.Headers.Contains("Idempotent-Replayed")).ShouldBe(1);
        }

        (await source.CountAsync()).ShouldBe(10);
    }

    [Fact]
    public async Task A_refused_lead_leaves_its_key_free()
    {
        var (source, key) = (service.NewSource(), Guid.NewGuid().ToString());
        using var refused = await PostAsync(source, "{}", key);
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var mended = await PostAsync(source, SampleLeads.One().ToJsonString(), key);
        mended.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("tab\tin it")]
    public async Task A_key_of_other_than_printable_ascii_is_refused(string key)
    {
        using var answer = await PostAsync(service.NewSource(), SampleLeads.One().ToJsonString(), key);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_key_longer_than_255_characters_is_refused()
    {
        using var answer = await PostAsync(service.NewSource(), SampleLeads.One().ToJsonString(), new string('k', 256));
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var longest = await PostAsync(service.NewSource(), SampleLeads.One().ToJsonString(), new string('k', 255));
        longest.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    private static Task<HttpResponseMessage> PostAsync(SourceClient source, string body, string key) => PostAsync(source.Http, body, key);

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string body, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/leads") { Content = new StringContent(body, null, "application/json") };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return await client.SendAsync(request);
    }
}
