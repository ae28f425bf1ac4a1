using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Contracts.Sources;
using LeadPlatform.TestHost;

namespace LeadPlatform.EndToEnd.Tests;

public sealed class PublisherShapesTests(RunningPlatform platform)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_form_that_is_handed_on_with_others_reaches_its_outcome()
    {
        using var publisher = platform.Publisher();
        using var manager = await platform.SignInAsync("manager");
        await using var changes = await LeadChanges.OpenAsync(manager, Cancellation);

        using var answer = await publisher.PostAsync("/v1/leads", LeadForms.Content(SampleLeads.One()), Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync(Cancellation));
        var captured = (await answer.Content.ReadFromJsonAsync<CaptureAnswer>(Cancellation))!;
        captured.Status.ShouldBe(LeadStatus.Received);
        LeadChange change;
        do
        {
            change = await changes.NextAsync(TimeSpan.FromSeconds(30));
        }
        while (change.LeadId != captured.LeadId || !LeadStatus.IsOutcome(change.Status));

        change.Status.ShouldBe(LeadStatus.Assigned);
    }

    [Fact]
    public async Task A_payload_in_the_publishers_shape_reaches_its_outcome_by_a_mapping_that_was_tried_first()
    {
        using var publisher = platform.Publisher();
        using var admin = await platform.SignInAsync("admin");
        var source = (await publisher.GetFromJsonAsync<JsonElement>("/v1/me", Cancellation)).GetProperty("sourceId").GetGuid();
        var mapping = new SourceMapping(new Dictionary<string, MemberMapping>
        {
            ["line"] = new("product", Values: new Dictionary<string, string> { ["car"] = "auto" }),
            ["contact.firstName"] = new("who.first"),
            ["contact.lastName"] = new("who.last"),
            ["contact.email"] = new("who.mail"),
            ["contact.address.state"] = new(Constant: "NY"),
            ["contact.address.postalCode"] = new("zip"),
            ["consent.text"] = new(Constant: "I agree."),
            ["consent.channels"] = new(Constant: "email"),
            ["consent.capturedAt"] = new("at"),
            ["details.currentlyInsured"] = new("insured", True: ["Y"], False: ["N"]),
        });
        var payload = new { product = "car", who = new { first = "Ada", last = "Byron", mail = $"{Guid.NewGuid():N}@example.com" }, zip = "10001", at = DateTimeOffset.UtcNow.AddMinutes(-1), insured = "Y" };

        using var tried = await admin.PostAsJsonAsync($"/v1/sources/{source}/mapping/preview", new { mapping, payload }, Cancellation);
        tried.StatusCode.ShouldBe(HttpStatusCode.OK, await tried.Content.ReadAsStringAsync(Cancellation));
        (await tried.Content.ReadFromJsonAsync<MappingTrialView>(Cancellation))!.Errors.ShouldBeEmpty();
        using var put = await admin.PutAsJsonAsync($"/v1/sources/{source}/mapping", mapping, Cancellation);
        put.IsSuccessStatusCode.ShouldBeTrue(await put.Content.ReadAsStringAsync(Cancellation));

        var started = Stopwatch.GetTimestamp();
        var captured = await PostMappedAsync(publisher, payload);
        // The source may have had another mapping before, which is gone by for some seconds.
        while (captured is null && Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(5))
            captured = await PostMappedAsync(publisher, payload);

        captured!.Status.ShouldBe(LeadStatus.Assigned);
    }

    /// <returns>Null where the lead was refused.</returns>
    private static async Task<CaptureAnswer?> PostMappedAsync(HttpClient publisher, object payload)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/leads/mapped") { Content = JsonContent.Create(payload), Headers = { { "Prefer", "wait=20" } } };
        using var answer = await publisher.SendAsync(request, Cancellation);
        return answer.StatusCode == HttpStatusCode.Created ? await answer.Content.ReadFromJsonAsync<CaptureAnswer>(Cancellation) : null;
    }
}
