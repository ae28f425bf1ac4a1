using System.Net;
using System.Net.Http.Json;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Contracts.Suppressions;
using LeadPlatform.DataService.Tests.Searching;
using LeadPlatform.TestHost;

namespace LeadPlatform.DataService.Tests.Consumers;

public sealed class ExportConsumerTests(RunningDataService service)
{
    [Fact]
    public async Task An_export_holds_everything_that_is_held()
    {
        var source = service.NewSource();
        var post = SampleLeads.One();
        post["notes"] = "calls after six";
        await using var changes = await Changes.OpenAsync(source.Http);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/leads") { Content = JsonContent.Create(post) };
        request.Headers.Add("Idempotency-Key", $"key-{Guid.NewGuid():N}");
        using var answer = await source.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var leadId = (await answer.Content.ReadFromJsonAsync<CaptureAnswer>(TestContext.Current.CancellationToken))!.LeadId;
        await service.PublishAsync(LeadEventsOf.Qualified(leadId));
        await changes.UntilAsync(leadId, LeadStatus.Qualified);
        var lead = (await source.Http.GetLeadAsync(leadId))!;
        await source.Http.UntilFoundAsync(lead.Contact.Email!, leadId);
        var admin = service.Client(Roles.Admin);
        await admin.PostAsJsonAsync("/v1/suppressions", new SuppressionInput(lead.Contact.Phone, null, "asked by mail", null), TestContext.Current.CancellationToken);
        (await service.Manager().RevokeAsync(leadId)).StatusCode.ShouldBe(HttpStatusCode.Created);

        var export = await admin.ExportConsumerAsync(leadId);

        export.ConsumerId.ShouldBe(leadId);
        var held = export.Leads.ShouldHaveSingleItem();
        (held.Lead.Contact, held.Lead.Notes, held.Lead.Consent.Ip, held.Lead.Qualification!.Score).ShouldBe((lead.Contact, "calls after six", "203.0.113.9", 82));
        held.Revocation!.Origin.ShouldBe("by phone");
        held.Timeline.Select(item => item.Type).ShouldContain(LeadEvents.Qualified);
        held.IdempotencyKeys.ShouldBe(1);
        // Two words of the name, e-mail and phone; phone and e-mail.
        held.MatchedBy.ShouldBe(new Dictionary<string, int> { ["search"] = 4, ["duplicates"] = 2 }, ignoreOrder: true);
        var suppression = export.Suppressions.ShouldHaveSingleItem();
        (suppression.Kind, suppression.Origin).ShouldBe(("phone", "asked by mail"));
        (export.LegalHold, export.ErasedAt).ShouldBe((null, null));
    }
}
