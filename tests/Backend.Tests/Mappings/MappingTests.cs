using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LeadPlatform.Backend.Demo;
using LeadPlatform.Backend.Tests.Hosting;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Sources;

namespace LeadPlatform.Backend.Tests.Mappings;

public sealed class MappingTests(BackendFixture shared) : BackendTest(shared)
{
    private readonly Guid _source = Guid.CreateVersion7();

    private string Address => $"/v1/sources/{_source}/mapping";

    [Fact]
    public async Task A_mapping_is_made_read_replaced_and_removed()
    {
        await AddSourceAsync();
        using var admin = Host.As(Roles.Admin);
        await admin.ReadAsync(Address).ShouldBeProblemAsync(HttpStatusCode.NotFound, "not_found");

        using var created = await PutAsync(admin, Mapping());
        created.StatusCode.ShouldBe(HttpStatusCode.Created);
        created.Headers.Location!.OriginalString.ShouldBe(Address);
        (await admin.ReadAsync(Address).ShouldBeAsync<SourceMapping>(HttpStatusCode.OK)).Members["line"].Values!["car"].ShouldBe("auto");

        using var replaced = await PutAsync(admin, Mapping("home"), created.Headers.ETag!.Tag);
        replaced.StatusCode.ShouldBe(HttpStatusCode.OK);
        replaced.Headers.ETag!.Tag.ShouldNotBe(created.Headers.ETag.Tag);

        (await admin.DeleteAsync(Address, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await admin.ReadAsync(Address).ShouldBeProblemAsync(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task A_mapping_that_changed_since_it_was_read_is_neither_replaced_nor_removed()
    {
        await AddSourceAsync();
        using var admin = Host.As(Roles.Admin);
        await PutAsync(admin, Mapping(), "*").ShouldBeProblemAsync(HttpStatusCode.PreconditionFailed, "precondition_failed");
        using var first = await PutAsync(admin, Mapping());
        using var second = await PutAsync(admin, Mapping("home"));

        await PutAsync(admin, Mapping(), first.Headers.ETag!.Tag).ShouldBeProblemAsync(HttpStatusCode.PreconditionFailed, "precondition_failed");
        using var request = new HttpRequestMessage(HttpMethod.Delete, Address) { Headers = { IfMatch = { first.Headers.ETag } } };
        await admin.SendAsync(request, Cancellation).ShouldBeProblemAsync(HttpStatusCode.PreconditionFailed, "precondition_failed");

        (await admin.ReadAsync(Address).ShouldBeAsync<SourceMapping>(HttpStatusCode.OK)).Members["line"].Values!["car"].ShouldBe("home");
    }

    [Fact]
    public async Task Every_wrong_member_is_named_at_once()
    {
        await AddSourceAsync();
        using var admin = Host.As(Roles.Admin);
        var mapping = Mapping();
        var members = mapping["members"]!.AsObject();
        members.Remove("contact.phone");
        members.Remove("consent.text");
        members["isAdmin"] = new JsonObject { ["constant"] = "1" };
        members["details.a"] = null;
        members["details.b"] = new JsonObject { ["from"] = "x", ["constant"] = "y", ["true"] = new JsonArray("y"), ["split"] = "," };
        members["notes"] = new JsonObject { ["from"] = "a..b", ["true"] = new JsonArray("y"), ["false"] = new JsonArray("n") };
        members["contact.dateOfBirth"] = new JsonObject { ["from"] = "born", ["dateFormat"] = "nonsense" };
        members["line"]!["values"] = new JsonObject();

        var problem = await PutAsync(admin, mapping).ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "validation");

        problem.Fields().ShouldBe(
            [
                "members.consent.text required", "members.contact.dateOfBirth.dateFormat format", "members.contact.email required", "members.details.a required",
                "members.details.b required", "members.details.b.split format", "members.details.b.true format", "members.isAdmin unknown_member",
                "members.line.values length", "members.notes.from format", "members.notes.true not_allowed",
            ]);
        await admin.ReadAsync(Address).ShouldBeProblemAsync(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task A_source_that_is_not_there_has_no_mapping()
    {
        using var admin = Host.As(Roles.Admin);
        await PutAsync(admin, Mapping()).ShouldBeProblemAsync(HttpStatusCode.NotFound, "not_found");
    }

    [Theory]
    [InlineData(Roles.Manager)]
    [InlineData(Roles.Agent)]
    [InlineData(Roles.Source)]
    public async Task Only_admins_keep_mappings(string role)
    {
        using var client = Host.As(role);
        await client.ReadAsync(Address).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "forbidden");
        await client.ReadAsync($"/internal/mappings/{_source}").ShouldBeProblemAsync(HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task A_service_reads_the_mapping_of_a_source()
    {
        await AddSourceAsync();
        using var admin = Host.As(Roles.Admin);
        (await PutAsync(admin, Mapping())).StatusCode.ShouldBe(HttpStatusCode.Created);
        using var service = Host.With(await Host.ServiceTokenAsync("dataservice"));
        (await service.ReadAsync($"/internal/mappings/{_source}").ShouldBeAsync<SourceMapping>(HttpStatusCode.OK)).Members["contact.phone"].From.ShouldBe("phones[0]");
        await service.ReadAsync($"/internal/mappings/{Guid.CreateVersion7()}").ShouldBeProblemAsync(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task A_preview_needs_a_payload_and_a_mapping()
    {
        await AddSourceAsync();
        using var admin = Host.As(Roles.Admin);
        await admin.PostAsync($"{Address}/preview", new { }).ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "validation");
        await admin.PostAsync($"{Address}/preview", new { payload = new { } }).ShouldBeProblemAsync(HttpStatusCode.NotFound, "not_found");
        await admin.PostAsync($"{Address}/preview", new { payload = new { }, mapping = new { members = new { } } }).ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "validation");
    }

    private static JsonObject Mapping(string line = "auto") => JsonNode.Parse($$"""
        {
          "members": {
            "line": { "from": "product", "values": { "car": "{{line}}" } },
            "contact.firstName": { "from": "first" }, "contact.lastName": { "from": "last" }, "contact.phone": { "from": "phones[0]" },
            "contact.address.state": { "from": "state" }, "contact.address.postalCode": { "from": "zip" },
            "consent.text": { "constant": "I agree." }, "consent.channels": { "constant": "phone,sms", "split": "," }, "consent.capturedAt": { "from": "time" }
          }
        }
        """)!.AsObject();

    private Task AddSourceAsync() => Data.ExecuteAsync(
        $"insert into source (source_id, publisher_id, name, requests_per_second, burst, disabled, created_at) values ('{_source}', '{DemoIds.Publisher}', 'Mapped', 10, 10, false, now())");

    private Task<HttpResponseMessage> PutAsync(HttpClient client, JsonObject mapping, string? ifMatch = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, Address) { Content = JsonContent.Create(mapping) };
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return client.SendAsync(request, Cancellation);
    }
}
