using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Contracts.Suppressions;
using LeadPlatform.TestHost;
using Npgsql;

namespace LeadPlatform.DataService.Tests.Suppressions;

public sealed class SuppressionTests(RunningDataService service)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("email")]
    [InlineData("phone")]
    public async Task After_the_answer_a_lead_with_the_value_is_suppressed_on_every_instance_and_goes_no_further(string kind)
    {
        await using var second = service.NewInstance();
        var (here, there, post) = (service.NewSource(), service.NewSource(second), SampleLeads.One());
        var value = kind == "phone" ? FreePhone() : (string)post["contact"]!["email"]!;
        post["contact"]![kind] = kind == "phone" ? value : value.Replace("@", "+tag@", StringComparison.Ordinal).ToUpperInvariant();
        using var manager = service.Manager();

        var (status, entry) = await AddAsync(manager, new Dictionary<string, object> { [kind] = value, ["origin"] = "a letter" });

        status.ShouldBe(HttpStatusCode.Created);
        (entry.Kind, entry.Origin, entry.ExpiresAt).ShouldBe((kind, "a letter", null));
        var captured = await there.CaptureAsync(post);
        captured.Status.ShouldBe(LeadStatus.Suppressed);
        (await here.CaptureAsync(post)).Status.ShouldBe(LeadStatus.Suppressed);
        (await manager.GetLeadAsync(captured.LeadId))!.Status.ShouldBe(LeadStatus.Suppressed);
        await RemoveAsync(manager, entry.SuppressionId);
    }

    [Fact]
    public async Task A_value_that_was_taken_off_the_list_may_be_used_again()
    {
        using var manager = service.Manager();
        var (source, post) = (service.NewSource(), SampleLeads.One());
        var email = (string)post["contact"]!["email"]!;
        await AddAsync(manager, new { email });
        (await source.CaptureAsync(post)).Status.ShouldBe(LeadStatus.Suppressed);

        (await manager.DeleteAsync($"/v1/suppressions?email={Uri.EscapeDataString(email.ToUpperInvariant())}", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        post["line"] = "home";
        (await source.CaptureAsync(post)).Status.ShouldBe(LeadStatus.Received);
        (await manager.DeleteAsync($"/v1/suppressions?email={email}", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_same_value_again_is_answered_with_the_entry_that_is_there_and_lasts_as_long_as_the_longer()
    {
        using var manager = service.Manager();
        var email = $"{Guid.NewGuid():N}@example.com";
        var (soon, later) = (DateTimeOffset.UtcNow.AddDays(1), DateTimeOffset.UtcNow.AddDays(9));
        var (_, first) = await AddAsync(manager, new { email, expiresAt = later });

        var (status, again) = await AddAsync(manager, new { email, expiresAt = soon });

        status.ShouldBe(HttpStatusCode.OK);
        again.SuppressionId.ShouldBe(first.SuppressionId);
        again.ExpiresAt!.Value.ShouldBe(later, TimeSpan.FromMilliseconds(1));
        (await AddAsync(manager, new { email })).Entry.ExpiresAt.ShouldBeNull();
        (await AddAsync(manager, new { email, expiresAt = soon })).Entry.ExpiresAt.ShouldBeNull();
    }

    [Fact]
    public async Task An_entry_that_has_expired_stops_nothing_and_can_be_added_anew()
    {
        using var manager = service.Manager();
        var (source, post) = (service.NewSource(), SampleLeads.One());
        var email = (string)post["contact"]!["email"]!;
        var (_, first) = await AddAsync(manager, new { email });
        await ExpireAsync(first.SuppressionId);
        (await source.CaptureAsync(post)).Status.ShouldBe(LeadStatus.Received);

        var (status, anew) = await AddAsync(manager, new { email });

        status.ShouldBe(HttpStatusCode.Created);
        anew.SuppressionId.ShouldNotBe(first.SuppressionId);
    }

    [Fact]
    public async Task The_list_is_read_in_pages_newest_first_each_entry_once_without_its_value()
    {
        await using var own = await service.NewInstanceOfItsOwnAsync();
        using var manager = ManagerOf(own);
        var added = new List<Guid>();
        for (var i = 0; i < 7; i++)
            added.Add((await AddAsync(manager, new { email = $"page{i}@example.com" })).Entry.SuppressionId);

        var (seen, cursor) = (new List<Guid>(), "");
        do
        {
            var text = await manager.GetStringAsync($"/v1/suppressions?limit=3{cursor}", Cancellation);
            text.ShouldNotContain("example.com");
            var page = JsonSerializer.Deserialize<Page<SuppressionView>>(text, JsonSerializerOptions.Web)!;
            page.Items.Count.ShouldBeLessThanOrEqualTo(3);
            seen.AddRange(page.Items.Select(item => item.SuppressionId));
            cursor = page.NextCursor is null ? "" : $"&cursor={page.NextCursor}";
        }
        while (cursor.Length > 0);

        seen.ShouldBe(Enumerable.Reverse(added));
        var found = (await manager.GetFromJsonAsync<Page<SuppressionView>>("/v1/suppressions?email=PAGE3%2bx@example.com", Cancellation))!;
        found.Items.ShouldHaveSingleItem().SuppressionId.ShouldBe(added[3]);
    }

    [Theory]
    [InlineData("{}", "phone", "required")]
    [InlineData("{\"phone\":\"(212) 555-0199\",\"email\":\"a@example.com\"}", "phone", "required")]
    [InlineData("{\"phone\":\"call me\"}", "phone", "format")]
    [InlineData("{\"email\":\"a@@example\"}", "email", "format")]
    [InlineData("{\"email\":\"a@example.com\",\"expiresAt\":\"2020-01-01T00:00:00Z\"}", "expiresAt", "range")]
    [InlineData("{\"email\":\"a@example.com\",\"origin\":\"a\\nb\"}", "origin", "too_long")]
    public async Task A_wrong_entry_is_refused_with_its_field(string body, string path, string code)
    {
        using var manager = service.Manager();
        using var answer = await manager.PostAsync("/v1/suppressions", new StringContent(body, Encoding.UTF8, "application/json"), Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var error = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("errors")[0];
        (error.GetProperty("path").GetString(), error.GetProperty("code").GetString()).ShouldBe((path, code));
    }

    [Theory]
    [InlineData("?cursor=x")]
    [InlineData("?limit=0")]
    [InlineData("?phone=x")]
    [InlineData("?phone=2125550199&email=a@example.com")]
    public async Task A_wrong_query_is_refused(string query)
    {
        using var manager = service.Manager();
        (await manager.GetAsync($"/v1/suppressions{query}", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData(Roles.Agent, HttpStatusCode.Forbidden)]
    [InlineData(Roles.Source, HttpStatusCode.Forbidden)]
    [InlineData(Roles.Service, HttpStatusCode.Forbidden)]
    [InlineData(Roles.Admin, HttpStatusCode.OK)]
    [InlineData(Roles.Manager, HttpStatusCode.OK)]
    public async Task Only_admins_and_managers_keep_the_list(string role, HttpStatusCode status)
    {
        using var client = service.Client(role);
        (await client.GetAsync("/v1/suppressions", Cancellation)).StatusCode.ShouldBe(status);
        if (status == HttpStatusCode.Forbidden)
            (await client.PostAsync("/v1/suppressions/import", new StringContent("a@example.com"), Cancellation)).StatusCode.ShouldBe(status);
    }

    private HttpClient ManagerOf(ServiceFactory instance)
    {
        var client = instance.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", service.Issuer.Token(Roles.Manager));
        return client;
    }

    private static async Task<(HttpStatusCode Status, SuppressionView Entry)> AddAsync(HttpClient client, object input)
    {
        using var answer = await client.PostAsJsonAsync("/v1/suppressions", input, Cancellation);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync(Cancellation));
        return (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<SuppressionView>(Cancellation))!);
    }

    private static async Task RemoveAsync(HttpClient client, Guid id) =>
        (await client.DeleteAsync($"/v1/suppressions/{id}", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

    private async Task ExpireAsync(Guid id)
    {
        await using var database = NpgsqlDataSource.Create(service.Database);
        await using var command = database.CreateCommand("UPDATE suppression SET expires_at = now() - interval '1 second' WHERE suppression_id = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = id });
        (await command.ExecuteNonQueryAsync(Cancellation)).ShouldBe(1);
    }

    /// <summary>A number outside of those that the samples use.</summary>
    private static string FreePhone() => $"(917) 555-{100 + Random.Shared.Next(100):0000}";
}
