using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Contracts.Suppressions;
using LeadPlatform.DataService.Suppressions;
using LeadPlatform.TestHost;

namespace LeadPlatform.DataService.Tests.Suppressions;

public sealed class SuppressionImportTests(RunningDataService service)
{
    private readonly string _mark = Guid.NewGuid().ToString("N");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_list_adds_what_is_new_counts_what_is_there_and_names_the_lines_it_refuses()
    {
        var (source, post) = (service.NewSource(), SampleLeads.One());
        post["contact"]!["email"] = $"a.{_mark}@example.com";
        await ImportAsync($"b.{_mark}@example.com\n");

        var result = await ImportAsync($"""
            a.{_mark}@example.com

            B.{_mark}+tag@example.com
            nobody
            a.{_mark}@example.com
            {new string('x', ImportLines.MaxLineBytes + 1)}
            c.{_mark}@example.com
            """);

        (result.Lines, result.Added, result.AlreadyThere, result.Refused).ShouldBe((6, 2, 2, 2));
        result.Errors.ShouldBe([new RefusedLine(4, "format", result.Errors[0].Message), new RefusedLine(6, "too_long", result.Errors[1].Message)]);
        (await source.CaptureAsync(post)).Status.ShouldBe(LeadStatus.Suppressed);
    }

    [Fact]
    public async Task The_columns_that_a_header_names_are_read_and_no_others()
    {
        var result = await ImportAsync(
            $"\uFEFFName;Phone;Note;EMAIL\r\n\"Byron; Ada\";;\"said \"\"stop\"\"\";a.{_mark}@example.com\r\nKing;(917) 555-0100;other.{_mark}@example.com;\"b.{_mark}@example.com\"\r\nempty;;;\r\n",
            "text/csv; charset=utf-8");

        (result.Lines, result.Added + result.AlreadyThere, result.Refused).ShouldBe((3, 3, 1));
        result.Errors.ShouldHaveSingleItem().Line.ShouldBe(4);
        using var manager = service.Manager();
        (await FindAsync(manager, $"email=other.{_mark}@example.com")).ShouldBeEmpty();
        (await FindAsync(manager, $"email=b.{_mark}@example.com")).ShouldHaveSingleItem().Origin.ShouldBe("list");
        var phone = (await FindAsync(manager, "phone=917-555-0100")).ShouldHaveSingleItem();
        await manager.DeleteAsync($"/v1/suppressions/{phone.SuppressionId}", Cancellation);
    }

    [Fact]
    public async Task Only_the_first_refused_lines_are_named_and_all_are_counted()
    {
        var result = await ImportAsync(string.Join('\n', Enumerable.Repeat("nobody", 150)));
        (result.Lines, result.Refused, result.Errors.Count).ShouldBe((150, 150, 100));
    }

    [Fact]
    public async Task Of_a_list_that_is_too_long_nothing_is_added()
    {
        await using var own = service.NewInstance(("Suppressions:MaxImportValues", "3"), ("Suppressions:MaxImportBytes", "1024"));
        using var manager = own.CreateClient();
        manager.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", service.Issuer.Token(Roles.Manager));
        string List(int count) => string.Join('\n', Enumerable.Range(0, count).Select(i => $"{i}.{_mark}@example.com"));

        foreach (var count in (int[])[4, 100])
        {
            using var refused = await PostAsync(manager, List(count), "text/plain");
            refused.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
            (await refused.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("code").GetString().ShouldBe("too_large");
        }

        (await FindAsync(manager, $"email=0.{_mark}@example.com")).ShouldBeEmpty();
        (await PostAsync(manager, List(3), "text/plain")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_is_no_list_is_refused()
    {
        using var manager = service.Manager();
        (await PostAsync(manager, "{}", "application/json")).StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        (await manager.PostAsync("/v1/suppressions/import?expiresAt=yesterday", new StringContent("a@example.com"), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Two_lists_at_the_same_moment_in_another_order_are_both_added()
    {
        var values = Enumerable.Range(0, 2_000).Select(i => $"{i}.{_mark}@example.com").ToArray();
        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => ImportAsync(string.Join('\n', i % 2 == 0 ? values : Enumerable.Reverse(values)))));

        results.Sum(result => result.Added).ShouldBe(values.Length);
        results.ShouldAllBe(result => result.Added + result.AlreadyThere == values.Length);
    }

    private async Task<SuppressionImportView> ImportAsync(string list, string contentType = "text/plain")
    {
        using var manager = service.Manager();
        using var answer = await PostAsync(manager, list, contentType);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(Cancellation));
        return (await answer.Content.ReadFromJsonAsync<SuppressionImportView>(Cancellation))!;
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string list, string contentType)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(list)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(contentType) } };
        return client.PostAsync("/v1/suppressions/import?origin=list", content, Cancellation);
    }

    private static async Task<IReadOnlyList<SuppressionView>> FindAsync(HttpClient client, string query) =>
        (await client.GetFromJsonAsync<Page<SuppressionView>>($"/v1/suppressions?{query}", Cancellation))!.Items;
}
