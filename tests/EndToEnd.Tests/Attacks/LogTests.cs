using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using LeadPlatform.TestHost;

namespace LeadPlatform.EndToEnd.Tests.Attacks;

/// <summary>What all the platform's processes wrote while people came in, were refused, searched for and read, and while somebody signed in.</summary>
public sealed class LogTests(RunningPlatform platform)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_log_tells_of_a_person_or_holds_a_secret()
    {
        var tag = $"q{Guid.NewGuid().ToString("N")[..8]}";
        string[] person = [$"First{tag}", $"Last{tag}", $"{tag}@example.com", $"77 {tag} Lane", $"notes{tag}"];
        using var publisher = platform.Publisher();
        using var manager = await platform.SignInAsync("manager");

        var lead = Lead(person);
        using var captured = await SendAsync(publisher, lead, ("Prefer", "wait=20"), ("Idempotency-Key", $"key{tag}"));
        captured.StatusCode.ShouldBe(HttpStatusCode.Created);
        var id = (string)JsonNode.Parse(await captured.Content.ReadAsStringAsync(Cancellation))!["leadId"]!;
        lead["line"] = "boats";
        (await SendAsync(publisher, lead)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var broken = new StringContent($"{{\"contact\":{{\"firstName\":\"{person[0]}\",,", Encoding.UTF8, "application/json");
        (await publisher.PostAsync("/v1/leads", broken, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await manager.GetAsync($"/v1/leads/{id}", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await manager.GetAsync($"/v1/leads?q={person[1]}", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var stranger = new HttpClient { BaseAddress = platform.Address };
        stranger.DefaultRequestHeaders.Add("X-Api-Key", $"lp_{tag}_secret{tag}");
        (await stranger.GetAsync("/v1/leads", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        var token = manager.DefaultRequestHeaders.Authorization!.Parameter!;
        string[] secrets = [RunningPlatform.DemoKey, RunningPlatform.DemoPassword, RunningPlatform.FrontendSecret, token, token.Split('.')[2], $"secret{tag}", $"key{tag}"];
        var logs = Directory.GetFiles(Path.Combine(platform.DataDirectory, "logs"), "*.log");
        logs.Length.ShouldBeGreaterThan(5);
        foreach (var log in logs)
        {
            var text = await ReadAsync(log);
            foreach (var telling in person.Concat(secrets))
                text.Contains(telling, StringComparison.OrdinalIgnoreCase).ShouldBeFalse($"{Path.GetFileName(log)} holds {telling}");
        }

        // One that is looked for and must be found, so that an empty folder of logs would not pass.
        (await Task.WhenAll(logs.Select(ReadAsync))).ShouldContain(text => text.Contains("dataservice", StringComparison.OrdinalIgnoreCase));
    }

    private static JsonObject Lead(string[] person)
    {
        var lead = SampleLeads.One("auto", "VT", "05401");
        var contact = lead["contact"]!.AsObject();
        (contact["firstName"], contact["lastName"], contact["email"]) = (person[0], person[1], person[2]);
        contact["address"]!["street"] = person[3];
        lead["notes"] = person[4];
        return lead;
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient publisher, JsonObject lead, params (string Name, string Value)[] headers)
    {
        var post = new HttpRequestMessage(HttpMethod.Post, "/v1/leads") { Content = JsonContent.Create(lead) };
        foreach (var (name, value) in headers)
            post.Headers.Add(name, value);
        return publisher.SendAsync(post, Cancellation);
    }

    private static async Task<string> ReadAsync(string log)
    {
        await using var stream = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(Cancellation);
    }
}
