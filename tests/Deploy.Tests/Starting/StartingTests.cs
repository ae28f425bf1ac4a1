using System.Net;
using System.Text.Json.Nodes;
using LeadPlatform.TestHost;

namespace LeadPlatform.Deploy.Tests.Starting;

/// <summary>What the chart renders would really start: the services run with it, and a lead goes its way over TLS, under each service's own user of NATS.</summary>
public class StartingTests(PlatformServers servers)
{
    [Fact]
    public async Task A_lead_gets_its_outcome_on_what_the_chart_renders()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var platform = await RenderedPlatform.StartAsync("values-staging.yaml", servers, cancellation);
        using var http = new HttpClient { BaseAddress = platform.Address };
        using var answer = await PostAsync(http, platform.FormSourceKey, cancellation);
        var body = await answer.Content.ReadAsStringAsync(cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, $"{body}\n{platform.Complaints}");
        platform.Complaints.ShouldNotContain("Permissions Violation");
        // There are no agents yet: it was captured, qualified, offered for assignment and recorded.
        ((string)JsonNode.Parse(body)!["status"]!).ShouldBe("unmatched");

        using var form = await http.GetAsync("/quote/auto", cancellation);
        form.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>Comes back when told to: all started at once, and who asked too early waits a little before asking again.</summary>
    private static async Task<HttpResponseMessage> PostAsync(HttpClient http, string key, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var post = new HttpRequestMessage(HttpMethod.Post, "/v1/leads") { Content = new ByteArrayContent(new LeadBodies("deploy")[1]) { Headers = { ContentType = new("application/json") } } };
            post.Headers.Add("X-Api-Key", key);
            post.Headers.Add("Prefer", "wait=20");
            var answer = await http.SendAsync(post, cancellationToken);
            if (answer.StatusCode != HttpStatusCode.ServiceUnavailable || attempt == 30)
                return answer;
            await Task.Delay(answer.Headers.RetryAfter!.Delta!.Value, cancellationToken);
        }
    }
}
