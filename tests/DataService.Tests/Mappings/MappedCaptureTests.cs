using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Contracts.Sources;
using LeadPlatform.DataService.Capture;
using LeadPlatform.DataService.Mappings;
using LeadPlatform.TestHost;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LeadPlatform.DataService.Tests.Mappings;

public sealed class MappedCaptureTests(RunningDataService service) : IAsyncLifetime
{
    private readonly MappingRegister _backend = new();
    private ServiceFactory _instance = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _backend.StartAsync();
        _instance = service.NewInstance(("services:backend:http:0", _backend.Address), ("Mappings:FreshFor", "00:00:00"));
    }

    public async ValueTask DisposeAsync()
    {
        await _instance.DisposeAsync();
        await _backend.DisposeAsync();
    }

    [Fact]
    public async Task A_payload_in_the_publishers_shape_becomes_a_lead_by_the_mapping_of_its_source()
    {
        var source = service.NewSource(_instance);
        _backend.Mappings[source.SourceId] = Json;
        var email = $"Ada.{Guid.NewGuid():N}@Example.com";

        using var answer = await PostAsync(source, Payload(email));

        var lead = await LeadAsync(answer);
        (lead.Line, lead.Contact.FirstName, lead.Contact.LastName, lead.Contact.Email, lead.Contact.DateOfBirth).ShouldBe(
            ("auto", "Ada", "Byron", email.ToLowerInvariant(), new DateOnly(1990, 2, 3)));
        lead.Contact.Address.PostalCode.ShouldBe("10001");
        lead.Consent.Channels.ShouldBe(["phone", "sms"]);
        lead.Consent.Sellers.ShouldBe(["Example Insurance", "Other, Inc."]);
        lead.Consent.CapturedAt.ShouldBe(new DateTimeOffset(2026, 1, 31, 17, 5, 0, TimeSpan.Zero));
        JsonNode.DeepEquals(JsonSerializer.SerializeToNode(lead.Details), JsonNode.Parse("""{"vehicleYear":2021,"currentlyInsured":true,"campaign":"spring"}""")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_form_in_the_publishers_shape_becomes_one_too()
    {
        var source = service.NewSource(_instance);
        var mapping = new Dictionary<string, MemberMapping>(Json.Members)
        {
            ["contact.firstName"] = new("first name"),
            ["contact.lastName"] = new("applicant[last]"),
            ["contact.email"] = new("e.mail"),
            ["contact.address.postalCode"] = new("zip"),
            ["contact.dateOfBirth"] = new("dob", DateFormat: "MM/dd/yyyy"),
            ["details.currentlyInsured"] = new("insured", True: ["on"], False: ["off"]),
        };
        _backend.Mappings[source.SourceId] = new SourceMapping(mapping);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["product"] = "CAR",
            ["first name"] = " Ada ",
            ["applicant[last]"] = "Byron",
            ["e.mail"] = $"{Guid.NewGuid():N}@example.com",
            ["zip"] = "10001",
            ["dob"] = "02/03/1990",
            ["insured"] = "off",
            ["time"] = "2026-01-31 17:05:00",
        });

        using var answer = await source.Http.PostAsync("/v1/leads/mapped", form, Cancellation);

        var lead = await LeadAsync(answer);
        (lead.Contact.FirstName, lead.Contact.LastName).ShouldBe(("Ada", "Byron"));
        JsonSerializer.Serialize(lead.Details).ShouldContain("\"currentlyInsured\":false");
    }

    [Fact]
    public async Task Every_wrong_value_is_named_by_its_path_in_the_payload()
    {
        var source = service.NewSource(_instance);
        _backend.Mappings[source.SourceId] = Json;
        var payload = Payload("nobody").Replace("\"car\"", "\"boat\"", StringComparison.Ordinal).Replace("02/03/1990", "1990-02-03", StringComparison.Ordinal)
            .Replace("\"10001\"", "\"99501\"", StringComparison.Ordinal).Replace("\"Y\"", "\"maybe\"", StringComparison.Ordinal).Replace("\"Byron\"", "[\"Byron\"]", StringComparison.Ordinal);

        using var answer = await PostAsync(source, payload);

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("errors").EnumerateArray()
            .Select(error => $"{error.GetProperty("path").GetString()} {error.GetProperty("code").GetString()}");
        errors.ShouldBe(
            [
                "product unknown", "product required", "applicant.emails[0] format", "applicant.born format", "applicant.zip mismatch", "insured unknown",
                "applicant.name.last type", "applicant.name.last required",
            ],
            ignoreOrder: true);
    }

    [Fact]
    public async Task A_changed_mapping_holds_and_one_that_was_removed_is_gone()
    {
        var source = service.NewSource(_instance);
        _backend.Mappings[source.SourceId] = Json;
        (await LeadAsync(await PostAsync(source, Payload($"{Guid.NewGuid():N}@example.com")))).Line.ShouldBe("auto");

        _backend.Mappings[source.SourceId] = new SourceMapping(new Dictionary<string, MemberMapping>(Json.Members) { ["line"] = new(Constant: "home") });
        (await LeadAsync(await PostAsync(source, Payload($"{Guid.NewGuid():N}@example.com")))).Line.ShouldBe("home");

        _backend.Mappings.TryRemove(source.SourceId, out _);
        using var refused = await PostAsync(source, Payload("ada@example.com"));
        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await refused.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("code").GetString().ShouldBe("no_mapping");
    }

    [Fact]
    public async Task While_backend_is_away_a_known_mapping_holds_and_an_unknown_one_is_503()
    {
        var (known, unknown) = (service.NewSource(_instance), service.NewSource(_instance));
        _backend.Mappings[known.SourceId] = Json;
        (await PostAsync(known, Payload($"{Guid.NewGuid():N}@example.com"))).StatusCode.ShouldBe(HttpStatusCode.Created);
        _backend.Away = true;

        (await PostAsync(known, Payload($"{Guid.NewGuid():N}@example.com"))).StatusCode.ShouldBe(HttpStatusCode.Created);
        using var refused = await PostAsync(unknown, Payload("ada@example.com"));
        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        refused.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_lead_in_the_platforms_own_shape_asks_for_no_mapping()
    {
        var source = service.NewSource(_instance);
        (await source.PostAsync(SampleLeads.One().ToJsonString())).StatusCode.ShouldBe(HttpStatusCode.Created);
        _backend.Asked.ShouldNotContain(source.SourceId);
    }

    [Theory]
    [InlineData("[]", "invalid_json")]
    [InlineData("{", "invalid_json")]
    [InlineData("{\"a\":1,\"a\":2}", "invalid_json")]
    public async Task A_body_that_is_no_json_object_is_refused(string body, string code)
    {
        var source = service.NewSource(_instance);
        _backend.Mappings[source.SourceId] = Json;
        using var answer = await PostAsync(source, body);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("code").GetString().ShouldBe(code);
    }

    [Fact]
    public async Task The_same_key_and_body_answer_the_same_lead()
    {
        var source = service.NewSource(_instance);
        _backend.Mappings[source.SourceId] = Json;
        source.Http.DefaultRequestHeaders.Add("Idempotency-Key", "order-17");
        var payload = Payload($"{Guid.NewGuid():N}@example.com");
        var (first, again) = (await PostAsync(source, payload), await PostAsync(source, payload));
        again.Headers.GetValues("Idempotent-Replayed").ShouldBe(["true"]);
        (await LeadAsync(again)).LeadId.ShouldBe((await LeadAsync(first)).LeadId);
        (await PostAsync(source, Payload("other@example.com"))).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_trial_shows_the_lead_and_what_is_wrong_with_it_and_keeps_nothing()
    {
        using var admin = service.Client(Roles.Admin);
        var trial = new MappingTrial(Json, JsonDocument.Parse(Payload("nobody")).RootElement);

        using var answer = await admin.PostAsJsonAsync("/internal/mapping-trials", trial, Cancellation);

        var view = (await answer.Content.ReadFromJsonAsync<MappingTrialView>(Cancellation))!;
        view.Errors.ShouldHaveSingleItem().Path.ShouldBe("applicant.emails[0]");
        view.Lead!["contact"]!["firstName"]!.GetValue<string>().ShouldBe("Ada");
        view.Lead["details"]!["vehicleYear"]!.GetValue<int>().ShouldBe(2021);
        using var manager = service.Manager();
        (await manager.PostAsJsonAsync("/internal/mapping-trials", trial, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public void Every_member_that_a_mapping_may_name_can_be_filled()
    {
        MappedPaths.Texts.ShouldAllBe(path => LeadMembers.Text(path) != null);
        MappedPaths.Lists.ShouldAllBe(path => LeadMembers.List(path) != null);
    }

    private static SourceMapping Json { get; } = new(new Dictionary<string, MemberMapping>
    {
        ["line"] = new("product", Lower: true, Values: new Dictionary<string, string> { ["car"] = "auto", ["house"] = "home" }),
        ["contact.firstName"] = new("applicant.name.first"),
        ["contact.lastName"] = new("applicant.name.last"),
        ["contact.email"] = new("applicant.emails[0]"),
        ["contact.dateOfBirth"] = new("applicant.born", DateFormat: "MM/dd/yyyy"),
        ["contact.address.state"] = new(Constant: "NY"),
        ["contact.address.postalCode"] = new("applicant.zip"),
        ["consent.text"] = new(Constant: "I agree that Example Insurance may call me."),
        ["consent.channels"] = new(Constant: "phone, sms", Split: ","),
        ["consent.sellers"] = new("partners"),
        ["consent.capturedAt"] = new("time", DateFormat: "yyyy-MM-dd HH:mm:ss"),
        ["details.vehicleYear"] = new("car.year"),
        ["details.currentlyInsured"] = new("insured", True: ["Y"], False: ["N"]),
        ["details.campaign"] = new(Constant: "spring"),
        ["notes"] = new("not.there[3].at.all"),
    });

    private static string Payload(string email) => $$"""
        {
          "product": "car", "applicant": { "name": { "first": " Ada ", "last": "Byron" }, "emails": ["{{email}}"], "born": "02/03/1990", "zip": "10001" },
          "partners": ["Example Insurance", "Other, Inc."], "time": "2026-01-31 17:05:00", "car": { "year": 2021 }, "insured": "Y", "unused": [1, 2]
        }
        """;

    private static Task<HttpResponseMessage> PostAsync(SourceClient source, string payload) =>
        source.Http.PostAsync("/v1/leads/mapped", new StringContent(payload, Encoding.UTF8, "application/json"), Cancellation);

    private async Task<LeadView> LeadAsync(HttpResponseMessage answer)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync(Cancellation));
        using var manager = service.Manager();
        return (await manager.GetLeadAsync((await answer.Content.ReadFromJsonAsync<CaptureAnswer>(Cancellation))!.LeadId))!;
    }
}

/// <summary>Backend as far as it is asked here: a real HTTP server with the mappings of sources.</summary>
internal sealed class MappingRegister : IAsyncDisposable
{
    private WebApplication? _app;

    public string Address { get; private set; } = "";

    public ConcurrentDictionary<Guid, SourceMapping> Mappings { get; } = new();

    public ConcurrentQueue<Guid> Asked { get; } = new();

    public bool Away { get; set; }

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        _app = builder.Build();
        _app.MapGet("/internal/mappings/{id:guid}", (Guid id, HttpRequest request) =>
        {
            Asked.Enqueue(id);
            if (Away || !request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.Ordinal))
                return Results.StatusCode(StatusCodes.Status403Forbidden);
            return Mappings.TryGetValue(id, out var mapping)
                ? Results.Text(JsonSerializer.Serialize(mapping, MappingJson.Default.SourceMapping), "application/json")
                : Results.StatusCode(StatusCodes.Status404NotFound);
        });
        await _app.StartAsync();
        Address = _app.Urls.First();
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
    }
}
