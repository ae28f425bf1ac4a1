using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.TestHost;

namespace LeadPlatform.Orchestrator.Tests.Qualifying;

public sealed class ScorerTests
{
    [Fact]
    public void A_good_lead_is_hot_and_every_point_has_its_reason()
    {
        var (qualification, ground) = Scorer.Score(Leads.Good(notes: "Need a quote today, my auto policy expires on Friday."));

        ground.ShouldBeNull();
        qualification.ShouldSatisfyAllConditions(
            it => it.Line.ShouldBe(Line.Auto),
            it => it.Band.ShouldBe(QualificationBand.Hot),
            it => it.Intent.ShouldBe(QualificationIntent.Renewal),
            it => it.Urgency.ShouldBe(QualificationUrgency.Now),
            it => it.Model.ShouldBe("local-points-2"),
            it => it.Summary.ShouldBe("Hot auto lead in NY: a policy is about to end, at once; agreed to calls and e-mail."),
            it => it.Score.ShouldBe(Math.Clamp(Scorer.Start + it.Reasons.Sum(reason => reason.Points), 0, 100)),
            it => it.Reasons[0].Code.ShouldBe("urgent"));
    }

    [Fact]
    public void The_strongest_reason_stands_first()
    {
        var points = Scorer.Score(Leads.Good(notes: "Just comparing prices, no rush.")).Qualification.Reasons.Select(reason => Math.Abs(reason.Points)).ToList();

        points.ShouldBe(points.OrderDescending());
    }

    [Fact]
    public void The_same_lead_is_scored_alike_every_time()
    {
        var lead = Leads.Good(notes: "Please call after 6pm");

        JsonSerializer.Serialize(Scorer.Score(lead)).ShouldBe(JsonSerializer.Serialize(Scorer.Score(lead)));
    }

    [Fact]
    public void Whatever_comes_in_the_score_stays_in_its_range_and_nobody_is_named()
    {
        var random = new Random(20260615);
        for (var i = 0; i < 3000; i++)
        {
            var lead = Any(random);
            var (qualification, ground) = Scorer.Score(lead);

            qualification.Score.ShouldBeInRange(0, 100);
            qualification.Band.ShouldBe(QualificationBand.Of(qualification.Score));
            if (ground is not null)
                qualification.Reasons.ShouldContain(reason => reason.Code == ground);
            var told = qualification.Summary + string.Concat(qualification.Reasons.Select(reason => reason.Text));
            foreach (var secret in new[] { lead.Contact.FirstName, lead.Contact.LastName, lead.Contact.Email, lead.Contact.Phone, lead.Contact.Address.Street, lead.Notes })
            {
                if (secret is { Length: > 3 })
                    told.ShouldNotContain(secret, Case.Insensitive);
            }
        }
    }

    [Fact]
    public void A_better_lead_never_scores_less()
    {
        var random = new Random(17);
        for (var i = 0; i < 500; i++)
        {
            var lead = Any(random);
            var later = lead.WithConsent(consent => consent with { CapturedAt = consent.CapturedAt.AddDays(-10) });
            Scorer.Score(later).Qualification.Score.ShouldBeLessThanOrEqualTo(Scorer.Score(lead).Qualification.Score);
            var withoutPhone = lead.WithContact(contact => contact with { Phone = null });
            if (lead.Contact.Phone == "+12125550123" && lead.Consent.Channels.Contains("phone"))
                Scorer.Score(withoutPhone).Qualification.Score.ShouldBeLessThanOrEqualTo(Scorer.Score(lead).Qualification.Score);
        }
    }

    [Fact]
    public void Most_of_the_sample_leads_qualify_with_a_spread_of_scores()
    {
        var lines = SampleLeads.Lines();
        Assert.SkipWhen(lines is null, "The sample leads lie beside the repository, and are not there.");
        var verdicts = lines.Select(Read).Select(Scorer.Score).ToList();

        var scores = verdicts.Select(verdict => verdict.Qualification.Score).Order().ToList();
        var text = $"qualified {verdicts.Count(verdict => verdict.Ground is null)}, scores p10 {scores[100]}, p50 {scores[500]}, p90 {scores[900]}; "
            + string.Join(", ", verdicts.GroupBy(verdict => verdict.Ground ?? verdict.Qualification.Band).Select(group => $"{group.Key} {group.Count()}"))
            + "; " + string.Join(", ", verdicts.GroupBy(verdict => verdict.Qualification.Urgency).Select(group => $"{group.Key} {group.Count()}"))
            + "; " + string.Join(", ", verdicts.GroupBy(verdict => verdict.Qualification.Intent).Select(group => $"{group.Key} {group.Count()}"))
            + "; histogram " + string.Join(' ', Enumerable.Range(0, 11).Select(ten => scores.Count(score => score / 10 == ten)));
        TestContext.Current.TestOutputHelper?.WriteLine(text);
        verdicts.Count(verdict => verdict.Ground is null).ShouldBeGreaterThan(900, text);
        foreach (var band in new[] { QualificationBand.Hot, QualificationBand.Warm, QualificationBand.Cold })
            verdicts.Count(verdict => verdict.Ground is null && verdict.Qualification.Band == band).ShouldBeGreaterThan(50, text);
        (scores[900] - scores[100]).ShouldBeGreaterThan(25, text);
    }

    [Fact]
    public void It_scores_far_more_leads_a_second_than_arrive()
    {
        var lead = Leads.Good(notes: "Need a quote today, my auto policy expires on Friday.");
        for (var i = 0; i < 200; i++)
            Scorer.Score(lead);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 2000; i++)
            Scorer.Score(lead);

        TestContext.Current.TestOutputHelper?.WriteLine($"{2000 / watch.Elapsed.TotalSeconds:0} leads/s");
        // Ten times that is usual; a busy machine must not fail the test.
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(4));
    }

    private static QualificationInput Read(string line)
    {
        var lead = JsonNode.Parse(line)!.AsObject();
        var web = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        return new QualificationInput(
            Guid.CreateVersion7(),
            lead["line"]!.GetValue<string>(),
            // Three days after the last one was given its consent.
            new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero),
            null,
            lead["contact"].Deserialize<ContactView>(web)!,
            lead["consent"].Deserialize<ConsentView>(web)!,
            lead["notes"]?.GetValue<string>(),
            lead["details"].Deserialize<JsonElement>());
    }

    private static QualificationInput Any(Random random)
    {
        string[] notes = ["", "Do not contact me again.", "This is a test", "Just comparing prices, no rush.", "asap", "turning 65", "Byron Street 1, call +12125550123 ada.byron17@example.com", "\0\uFFFD😀"];
        string?[] phones = ["+12125550123", "+12122222222", null, "garbage", "", "+442079460123"];
        string?[] emails = ["ada.byron17@example.com", "x@mailinator.com", null, "@", "no-at-sign", "a@b@c"];
        string[] details = ["{}", "[]", "null", """{"vehicleYear":99999999999999999999,"currentlyInsured":false,"currentCarrier":"x"}""", """{"coverageAmount":-5,"tobacco":true}""", """{"employees":1e300}"""];
        string[] channels = ["phone", "sms", "email"];
        return Leads.Good(Line.All[random.Next(Line.All.Count)], details[random.Next(details.Length)], notes[random.Next(notes.Length)])
            .WithContact(contact => contact with
            {
                Phone = phones[random.Next(phones.Length)],
                Email = emails[random.Next(emails.Length)],
                DateOfBirth = random.Next(3) == 0 ? null : new DateOnly(1920 + random.Next(105), 1 + random.Next(12), 1 + random.Next(28)),
            })
            .WithConsent(consent => consent with { CapturedAt = Leads.Arrival.AddHours(-random.Next(3000)), Channels = [.. channels.Where(_ => random.Next(2) == 0)] });
    }
}
