using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.TestHost;

namespace LeadPlatform.DataService.Tests.Capture;

public sealed class CaptureTests(RunningDataService service)
{
    [Fact]
    public async Task A_captured_lead_is_answered_201_with_its_address_and_reads_back_as_posted()
    {
        var source = service.NewSource();
        var post = SampleLeads.One();
        post["notes"] = "Call after 5 pm";

        using var answer = await source.PostAsync(post.ToJsonString());
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        var captured = (await answer.Content.ReadFromJsonAsync<CaptureAnswer>())!;
        captured.Status.ShouldBe(LeadStatus.Received);
        answer.Headers.Location!.OriginalString.ShouldBe($"/v1/leads/{captured.LeadId}");
        captured.Links.ShouldBe(new LeadLinks($"/v1/leads/{captured.LeadId}", $"/v1/leads/{captured.LeadId}/timeline"));

        var lead = (await source.Http.GetFromJsonAsync<LeadView>(captured.Links.Self))!;
        lead.Line.ShouldBe("auto");
        lead.SourceId.ShouldBe(source.SourceId);
        lead.SubId.ShouldBe("spring-1");
        lead.Notes.ShouldBe("Call after 5 pm");
        lead.Contact.Email.ShouldBe((string)post["contact"]!["email"]!);
        lead.Contact.DateOfBirth.ShouldBe(new DateOnly(1990, 2, 3));
        lead.Contact.Address.ShouldBe(new AddressView((string)post["contact"]!["address"]!["street"]!, "New York", "NY", "10001"));
        lead.Consent.Text.ShouldBe((string)post["consent"]!["text"]!);
        lead.Consent.Channels.ShouldBe(["phone", "sms", "email"]);
        lead.Consent.Ip.ShouldBe("203.0.113.9");
        JsonElement.DeepEquals(lead.Details!.Value, JsonElement.Parse(post["details"]!.ToJsonString())).ShouldBeTrue();
    }

    [Fact]
    public async Task Text_of_any_script_and_with_any_punctuation_is_kept_as_it_is()
    {
        var source = service.NewSource();
        var post = SampleLeads.One();
        post["contact"]!["lastName"] = "O'Brien \"Zoë\" \\ {x,y} 李 🙂";
        post["consent"]!["sellers"]![0] = "A \"quoted\" {seller}, with \\ and ,";

        var captured = await source.CaptureAsync(post);

        var lead = (await source.Http.GetFromJsonAsync<LeadView>(captured.Links.Self))!;
        lead.Contact.LastName.ShouldBe("O'Brien \"Zoë\" \\ {x,y} 李 🙂");
        lead.Consent.Sellers.ShouldBe(["A \"quoted\" {seller}, with \\ and ,"]);
    }

    [Fact]
    public async Task A_wrong_lead_is_refused_with_all_its_errors_and_stored_nowhere()
    {
        var source = service.NewSource();
        var post = SampleLeads.One();
        post["line"] = "pet";
        post["contact"]!["phone"] = "12345";

        var (status, problem) = await source.PostRefusedAsync(post.ToJsonString());

        status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        problem.GetProperty("code").GetString().ShouldBe("validation");
        problem.GetProperty("type").GetString().ShouldBe("urn:leadplatform:problem:validation");
        problem.GetProperty("requestId").GetString().ShouldNotBeNullOrEmpty();
        problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("path").GetString()).ShouldBe(["line", "contact.phone"], ignoreOrder: true);
        (await source.CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Every_bad_post_of_the_sample_set_is_refused_as_it_names_and_nothing_is_stored()
    {
        var bad = SampleLeads.Bad();
        Assert.SkipWhen(bad is null, "The sample set does not lie beside the repository.");
        var source = service.NewSource();
        foreach (var (name, code, body) in bad!)
        {
            var (status, problem) = await source.PostRefusedAsync(body);
            problem.GetProperty("code").GetString().ShouldBe(code, name);
            ((int)status).ShouldBe(code switch { "invalid_json" => 400, "validation" => 422, _ => 413 }, name);
        }

        (await source.CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task The_whole_sample_set_posted_at_once_is_stored_once_each()
    {
        var lines = SampleLeads.Lines();
        Assert.SkipWhen(lines is null, "The sample set does not lie beside the repository.");
        // A database of its own: other tests post leads with the same phones.
        await using var own = await service.NewInstanceOfItsOwnAsync();
        var source = service.NewSource(own);
        var ids = new System.Collections.Concurrent.ConcurrentDictionary<Guid, byte>();
        await Parallel.ForEachAsync(lines!, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (line, _) =>
        {
            using var answer = await source.PostAsync(line);
            answer.StatusCode.ShouldBe(HttpStatusCode.Created);
            ids.TryAdd((await answer.Content.ReadFromJsonAsync<CaptureAnswer>())!.LeadId, 0).ShouldBeTrue();
        });

        ids.Count.ShouldBe(lines!.Length);
        (await source.CountAsync()).ShouldBe(lines.Length);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/jsonp")]
    public async Task Another_media_type_is_refused_with_415(string type)
    {
        var (status, problem) = await service.NewSource().PostRefusedAsync(SampleLeads.One().ToJsonString(), type);
        status.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        problem.GetProperty("code").GetString().ShouldBe("unsupported_media_type");
    }

    [Fact]
    public async Task A_body_past_the_limit_is_refused_with_413_whether_its_length_is_known_or_not()
    {
        var source = service.NewSource();
        var post = SampleLeads.One();
        post["notes"] = new string('x', 70_000);
        (await source.PostRefusedAsync(post.ToJsonString())).Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);

        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/leads") { Content = new StringContent(post.ToJsonString(), null, "application/json") };
        request.Headers.TransferEncodingChunked = true;
        using var answer = await source.Http.SendAsync(request, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Without_a_token_a_post_is_refused_with_401()
    {
        using var answer = await service.ClientWithToken(null).PostAsJsonAsync("/v1/leads", SampleLeads.One());
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldBe("unauthenticated");
    }

    [Theory]
    [InlineData(TokenForgery.AlgorithmNone)]
    [InlineData(TokenForgery.OtherKey)]
    [InlineData(TokenForgery.PublicKeyAsSecret)]
    [InlineData(TokenForgery.ChangedPayload)]
    public async Task A_forged_token_is_refused_with_401(TokenForgery forgery)
    {
        var token = new TestToken(Roles.Source, "leads.write") { SourceId = Guid.NewGuid(), PublisherId = Guid.NewGuid(), Forgery = forgery };
        using var answer = await service.ClientWithToken(service.Issuer.Token(token)).PostAsJsonAsync("/v1/leads", SampleLeads.One());
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task An_agent_can_not_post()
    {
        using var answer = await service.Client(Roles.Agent, agentId: Guid.NewGuid()).PostAsJsonAsync("/v1/leads", SampleLeads.One());
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldBe("forbidden");
    }
}
