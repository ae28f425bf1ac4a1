using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.DataService.Contacts;
using LeadPlatform.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace LeadPlatform.DataService.Tests.Searching;

public sealed class SearchTests(RunningDataService service)
{
    [Theory]
    [InlineData("{0}")]
    [InlineData("José {0}")]
    [InlineData("{0} jose")]
    [InlineData("ANGEL {0} GARCIA nunez")]
    [InlineData("Núñez, {0}")]
    [InlineData("o'brien {0}")]
    [InlineData("O’BRIEN {0}")]
    public async Task A_lead_is_found_by_words_of_its_name_in_any_order_without_accents_or_case(string text)
    {
        var (source, word) = (service.NewSource(), NewWord());
        var lead = await source.CaptureAsync(Person($"José Ángel {word}", "Núñez-García O'Brien"));
        await source.CaptureAsync(Person("José", "Núñez"));

        await source.Http.UntilFoundAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, text, word), lead.LeadId);
        (await source.Http.FindAsync(word[..^1])).ShouldBeEmpty();
        (await source.Http.FindAsync(word + " Smith")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_lead_is_found_by_its_phone_in_every_format_its_whole_email_and_its_id()
    {
        var source = service.NewSource();
        var post = SampleLeads.One();
        var phone = (string)post["contact"]!["phone"]!;
        var email = (string)post["contact"]!["email"]!;
        var lead = await source.CaptureAsync(post);
        var digits = string.Concat(phone.Where(char.IsAsciiDigit));

        await source.Http.UntilFoundAsync(email, lead.LeadId);

        string[] ways =
        [
            phone, digits, $"+1{digits}", $"1-{digits[..3]}-{digits[3..6]}-{digits[6..]}", $"{digits[..3]}.{digits[3..6]}.{digits[6..]}", $"+1 ({digits[..3]}) {digits[3..6]} {digits[6..]}",
            email.ToUpperInvariant(), email.Replace("@", "+other@", StringComparison.Ordinal), lead.LeadId.ToString(), lead.LeadId.ToString("N"), $"ada {phone}", $"Ada {email} {digits}",
        ];
        foreach (var way in ways)
            (await source.Http.FindAsync(way)).ShouldBe([lead.LeadId], way);
        (await source.Http.FindAsync(email[1..])).ShouldBeEmpty();
        (await source.Http.FindAsync($"{email} somebody")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_search_goes_together_with_filters_and_pages()
    {
        var (source, word) = (service.NewSource(), NewWord());
        var leads = new List<Guid>();
        for (var i = 0; i < 7; i++)
        {
            leads.Add((await source.CaptureAsync(Person("Ada", word, "home"))).LeadId);
            await source.CaptureAsync(Person("Ada", NewWord(), "home"));
        }

        var auto = (await source.CaptureAsync(Person("Ada", word))).LeadId;
        await source.Http.UntilFoundAsync(word, [.. leads, auto]);

        (await source.Http.FindAsync(word, "&line=auto")).ShouldBe([auto]);
        (await source.Http.FindAsync(word, "&line=home&status=received&state=NY")).Order().ShouldBe(leads.Order());
        (await source.Http.FindAsync(word, "&status=assigned")).ShouldBeEmpty();
        leads.Reverse();
        var (seen, cursor) = (new List<Guid>(), "");
        do
        {
            var page = (await source.Http.GetFromJsonAsync<Page<LeadListItem>>($"/v1/leads?q={word}&line=home&limit=3{cursor}"))!;
            seen.AddRange(page.Items.Select(item => item.LeadId));
            cursor = page.NextCursor is null ? "" : $"&cursor={page.NextCursor}";
        }
        while (cursor.Length > 0);

        seen.ShouldBe(leads);
    }

    [Fact]
    public async Task Sources_and_agents_find_their_own_leads_alone()
    {
        var (source, other, word, agentId) = (service.NewSource(), service.NewSource(), NewWord(), Guid.CreateVersion7());
        var (mine, theirs) = ((await source.CaptureAsync(Person("Ada", word))).LeadId, (await other.CaptureAsync(Person("Ada", word))).LeadId);
        await service.Manager().UntilFoundAsync(word, mine, theirs);
        var agent = service.Client(Roles.Agent, agentId: agentId);

        (await source.Http.FindAsync(word)).ShouldBe([mine]);
        (await other.Http.FindAsync(word)).ShouldBe([theirs]);
        (await other.Http.FindAsync(mine.ToString())).ShouldBeEmpty();
        (await agent.FindAsync(word)).ShouldBeEmpty();
        await using (var changes = await Changes.OpenAsync(source.Http))
        {
            await service.PublishAsync(LeadEventsOf.Assigned(mine, agentId));
            await changes.UntilAsync(mine, LeadStatus.Assigned);
        }

        (await agent.FindAsync(word)).ShouldBe([mine]);
        (await agent.FindAsync(mine.ToString())).ShouldBe([mine]);
        (await service.Client(Roles.Agent, agentId: Guid.CreateVersion7()).FindAsync(mine.ToString())).ShouldBeEmpty();
    }

    [Fact]
    public async Task Duplicates_and_suppressed_leads_are_found_too()
    {
        var (source, word) = (service.NewSource(), NewWord());
        var person = Person("Ada", word);
        var first = await source.CaptureAsync(person);
        var duplicate = await source.CaptureAsync(person);
        duplicate.Status.ShouldBe(LeadStatus.Duplicate);
        var blocked = Person("Ada", word);
        await SuppressAsync((string)blocked["contact"]!["email"]!);
        var suppressed = await source.CaptureAsync(blocked);
        suppressed.Status.ShouldBe(LeadStatus.Suppressed);

        await source.Http.UntilFoundAsync(word, first.LeadId, duplicate.LeadId, suppressed.LeadId);
    }

    [Fact]
    public async Task A_lead_is_found_within_seconds_of_its_capture()
    {
        var (source, word) = (service.NewSource(), NewWord());
        var captured = System.Diagnostics.Stopwatch.StartNew();
        var lead = await source.CaptureAsync(Person("Ada", word));
        await source.Http.UntilFoundAsync(word, lead.LeadId);
        captured.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(15));
    }

    [Theory]
    [InlineData("?", "format")]
    [InlineData("ada@", "format")]
    [InlineData("", null)]
    [InlineData("  ", null)]
    public async Task What_can_not_be_searched_is_named_and_nothing_to_search_is_no_filter(string text, string? code)
    {
        using var answer = await service.NewSource().Http.GetAsync($"/v1/leads?q={Uri.EscapeDataString(text)}");
        answer.StatusCode.ShouldBe(code is null ? HttpStatusCode.OK : HttpStatusCode.BadRequest);
        if (code is null)
            return;
        var error = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors")[0];
        (error.GetProperty("path").GetString(), error.GetProperty("code").GetString()).ShouldBe(("q", code));
    }

    [Fact]
    public async Task More_than_200_characters_are_refused()
    {
        using var answer = await service.NewSource().Http.GetAsync($"/v1/leads?q={new string('a', 201)}");
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_description_tells_what_can_be_searched_and_how_to_page()
    {
        var parameters = (await service.ClientWithToken(null).GetFromJsonAsync<JsonElement>("/openapi/v1.json"))
            .GetProperty("paths").GetProperty("/v1/leads").GetProperty("get").GetProperty("parameters").EnumerateArray()
            .ToDictionary(one => one.GetProperty("name").GetString()!, one => one.TryGetProperty("description", out var text) ? text.GetString()! : "", StringComparer.OrdinalIgnoreCase);
        parameters["q"].ShouldContain("phone in any format");
        parameters["cursor"].ShouldContain("nextCursor");
        parameters.ShouldAllBe(one => one.Value.Length > 0);
    }

    internal static JsonObject Person(string firstName, string lastName, string line = "auto")
    {
        var post = SampleLeads.One(line);
        (post["contact"]!["firstName"], post["contact"]!["lastName"]) = (firstName, lastName);
        post["contact"]!.AsObject().Remove("phone");
        return post;
    }

    /// <summary>A word that is nobody else's name.</summary>
    internal static string NewWord() => string.Concat(Guid.NewGuid().ToString("N").Select(digit => (char)(digit < 'a' ? digit - '0' + 'g' : digit)));

    private async Task SuppressAsync(string email)
    {
        await using var insert = service.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand("INSERT INTO suppression (key, kind, created_at) VALUES ($1, 'email', now())");
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = service.Services.GetRequiredService<ContactKeys>().OfEmail(email) });
        await insert.ExecuteNonQueryAsync();
    }
}
