using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.TestHost;

namespace LeadPlatform.DataService.Tests.Capture;

public sealed class DuplicateTests(RunningDataService service)
{
    [Fact]
    public async Task A_lead_with_the_same_email_and_line_is_a_duplicate_of_the_first()
    {
        var source = service.NewSource();
        var post = Person();
        var first = await source.CaptureAsync(post);
        post["contact"]!.AsObject().Remove("phone");
        post["contact"]!["email"] = ((string)post["contact"]!["email"]!).ToUpperInvariant().Replace("@", "+again@", StringComparison.Ordinal);

        var again = await source.CaptureAsync(post);

        again.Status.ShouldBe(LeadStatus.Duplicate);
        again.DuplicateOf.ShouldBe(first.LeadId);
        again.LeadId.ShouldNotBe(first.LeadId);
        var lead = (await service.Manager().GetLeadAsync(again.LeadId))!;
        lead.Status.ShouldBe(LeadStatus.Duplicate);
        lead.DuplicateOf.ShouldBe(first.LeadId);
        lead.Contact.Email.ShouldBe(((string)post["contact"]!["email"]!).ToLowerInvariant());
    }

    [Fact]
    public async Task The_same_person_in_another_line_is_no_duplicate()
    {
        var source = service.NewSource();
        var post = Person();
        await source.CaptureAsync(post);
        post["line"] = "home";
        (await source.CaptureAsync(post)).Status.ShouldBe(LeadStatus.Received);
    }

    [Fact]
    public async Task A_lead_that_another_source_sent_before_is_a_duplicate_too()
    {
        var post = Person();
        var first = await service.NewSource().CaptureAsync(post);
        var again = await service.NewSource().CaptureAsync(post);
        again.Status.ShouldBe(LeadStatus.Duplicate);
        again.DuplicateOf.ShouldBe(first.LeadId);
    }

    [Fact]
    public async Task With_the_scope_source_only_leads_of_one_source_are_compared()
    {
        await using var own = service.NewInstance(("Duplicates:Scope", "Source"));
        var post = Person();
        (await CaptureAsync(own, service.NewSource(), post)).Status.ShouldBe(LeadStatus.Received);
        var source = service.NewSource();
        (await CaptureAsync(own, source, post)).Status.ShouldBe(LeadStatus.Received);
        (await CaptureAsync(own, source, post)).Status.ShouldBe(LeadStatus.Duplicate);
    }

    [Fact]
    public async Task Where_all_fields_must_match_one_is_not_enough()
    {
        await using var own = service.NewInstance(("Duplicates:Match", "All"));
        var (source, post) = (service.NewSource(), SampleLeads.One());
        await CaptureAsync(own, source, post);
        var samePhone = post.DeepClone().AsObject();
        samePhone["contact"]!["email"] = $"{Guid.NewGuid():N}@example.com";
        (await CaptureAsync(own, source, samePhone)).Status.ShouldBe(LeadStatus.Received);
        (await CaptureAsync(own, source, post)).Status.ShouldBe(LeadStatus.Duplicate);
    }

    [Fact]
    public async Task Where_addresses_are_compared_the_same_dwelling_written_in_another_way_is_the_same()
    {
        await using var own = service.NewInstance(("Duplicates:Fields", "Phone, Address"), ("Duplicates:Match", "All"));
        var (source, post) = (service.NewSource(), SampleLeads.One());
        post["contact"]!["address"]!["street"] = "123 N. Main Street, Apt 4";
        (await CaptureAsync(own, source, post)).Status.ShouldBe(LeadStatus.Received);

        post["contact"]!["address"]!["street"] = "123 north main st #5";
        (await CaptureAsync(own, source, post)).Status.ShouldBe(LeadStatus.Received);
        post["contact"]!["address"]!["street"] = "123 north main st #4";
        (await CaptureAsync(own, source, post)).Status.ShouldBe(LeadStatus.Duplicate);
    }

    [Fact]
    public async Task By_default_an_address_makes_no_duplicate()
    {
        var (source, post, neighbour) = (service.NewSource(), SampleLeads.One(), SampleLeads.One());
        neighbour["contact"]!["address"] = post["contact"]!["address"]!.DeepClone();
        (await source.CaptureAsync(post)).Status.ShouldBe(LeadStatus.Received);
        (await source.CaptureAsync(neighbour)).Status.ShouldBe(LeadStatus.Received);
    }

    [Fact]
    public async Task Past_the_window_a_lead_is_new_again()
    {
        await using var own = service.NewInstance(("Duplicates:Window", "00:00:00.050"));
        var (source, post) = (service.NewSource(), Person());
        var first = await CaptureAsync(own, source, post);
        CaptureAnswer again;
        do
        {
            again = await CaptureAsync(own, source, post);
        }
        while (again.Status == LeadStatus.Duplicate && again.DuplicateOf == first.LeadId);

        again.Status.ShouldBe(LeadStatus.Received);
    }

    [Fact]
    public async Task Of_many_at_the_same_moment_on_two_instances_exactly_one_is_the_first()
    {
        await using var second = service.NewInstance();
        var source = service.NewSource();
        using var other = second.CreateClient();
        other.DefaultRequestHeaders.Authorization = source.Http.DefaultRequestHeaders.Authorization;
        for (var round = 0; round < 10; round++)
        {
            var body = Person().ToJsonString();
            var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(async i =>
            {
                using var answer = await (i % 2 == 0 ? source.Http : other).PostAsync("/v1/leads", new StringContent(body, null, "application/json"));
                return JsonSerializer.Deserialize<CaptureAnswer>(await answer.Content.ReadAsStringAsync(), JsonSerializerOptions.Web)!;
            }));
            var first = answers.Where(answer => answer.Status == LeadStatus.Received).ShouldHaveSingleItem();
            answers.Where(answer => answer != first).ShouldAllBe(answer => answer.DuplicateOf == first.LeadId);
        }
    }

    [Fact]
    public async Task In_the_sample_set_every_repeated_person_in_the_same_line_is_found_and_nobody_new_is_called_a_duplicate()
    {
        var (lines, truth) = (SampleLeads.Lines(), SampleLeads.Lines("sample-1000.truth.jsonl"));
        Assert.SkipWhen(lines is null || truth is null, "The sample set does not lie beside the repository.");
        var kinds = truth!.Select(line => JsonNode.Parse(line)!).ToDictionary(row => (int)row["row"]!, row => ((string)row["kind"]!, (int)row["of"]!));
        // A database of its own: other tests post the same people.
        await using var own = await service.NewInstanceOfItsOwnAsync();
        var source = service.NewSource(own);
        var statuses = new ConcurrentDictionary<int, string>();
        // Originals come first; what repeats them follows, side by side with each other; then what repeats a repetition.
        int Generation(int row) => kinds.TryGetValue(row, out var kind) ? kind is ("same-person", var of) ? 1 + Generation(of) : 1 : 0;
        foreach (var wave in Enumerable.Range(0, lines!.Length).GroupBy(Generation).OrderBy(wave => wave.Key))
        {
            await Parallel.ForEachAsync(wave, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (row, _) =>
            {
                using var answer = await source.PostAsync(lines[row]);
                statuses[row] = (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["status"]!;
            });
        }

        string LineOf(int row) => (string)JsonNode.Parse(lines![row])!["line"]!;
        statuses.Where(pair => !kinds.ContainsKey(pair.Key)).ShouldAllBe(pair => pair.Value == LeadStatus.Received);
        var repeated = kinds.Where(pair => pair.Value.Item1 == "same-person" && LineOf(pair.Key) == LineOf(pair.Value.Item2)).ToArray();
        repeated.Length.ShouldBeGreaterThan(0);
        repeated.ShouldAllBe(pair => statuses[pair.Key] == LeadStatus.Duplicate);
    }

    private static async Task<CaptureAnswer> CaptureAsync(ServiceFactory instance, SourceClient source, JsonObject post)
    {
        using var client = instance.CreateClient();
        client.DefaultRequestHeaders.Authorization = source.Http.DefaultRequestHeaders.Authorization;
        using var answer = await client.PostAsync("/v1/leads", new StringContent(post.ToJsonString(), null, "application/json"));
        return JsonSerializer.Deserialize<CaptureAnswer>(await answer.Content.ReadAsStringAsync(), JsonSerializerOptions.Web)!;
    }

    /// <summary>A lead whose phone no other test uses.</summary>
    private static JsonObject Person()
    {
        var post = SampleLeads.One();
        post["contact"]!.AsObject().Remove("phone");
        return post;
    }
}
