using LeadPlatform.Contracts.Leads;
using LeadPlatform.DataService.Graph;

namespace LeadPlatform.DataService.Tests.Graph;

/// <summary>What every side of the seam must do. Each test has leads of its own, so that a graph can be shared.</summary>
public abstract class LeadGraphContract
{
    private readonly GraphLeads _leads = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Leads_that_share_a_phone_an_email_or_an_address_are_neighbours_and_those_of_neighbours_at_four_hops()
    {
        var graph = await GraphAsync();
        var (phone, email, address) = (_leads.NewKey(), _leads.NewKey(), _leads.NewKey());
        var lead = _leads.One(0, phone: phone, address: address);
        GraphLead[] near = [_leads.One(1, phone: phone, email: email), _leads.One(2, address: address)];
        var far = _leads.One(3, email: email);
        var other = _leads.One(4);
        await graph.WriteAsync([lead, .. near, far, other], Cancellation);

        var two = (await graph.NeighbourhoodAsync(lead.LeadId, 2, 100, Cancellation))!;
        var four = (await graph.NeighbourhoodAsync(lead.LeadId, 4, 100, Cancellation))!;

        two.Leads.ShouldBe([lead, .. near]);
        four.Leads.ShouldBe([lead, .. near, far]);
        four.Degrees[new Identifier(IdentifierKind.Phone, phone)].ShouldBe(2);
        four.Degrees[new Identifier(IdentifierKind.Email, lead.Email!.Value)].ShouldBe(1);
        four.Household().ShouldBe([near[1].LeadId]);
        four.Truncated.ShouldBeFalse();
        (await graph.NeighbourhoodAsync(Guid.CreateVersion7(), 4, 100, Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task A_neighbourhood_is_cut_off_at_its_limit_the_nearest_and_oldest_first()
    {
        var graph = await GraphAsync();
        var phone = _leads.NewKey();
        var leads = _leads.Sharing(phone, 6);
        await graph.WriteAsync(leads, Cancellation);

        var around = (await graph.NeighbourhoodAsync(leads[3].LeadId, 4, 3, Cancellation))!;

        around.Leads.ShouldBe([leads[3], leads[0], leads[1]]);
        around.Truncated.ShouldBeTrue();
    }

    [Fact]
    public async Task Ten_leads_are_linked_by_their_phone_and_eleven_are_not()
    {
        var graph = await GraphAsync();
        var (ten, eleven) = (_leads.NewKey(), _leads.NewKey());
        var person = _leads.NewKey();
        GraphLead[] linked = [.. Enumerable.Range(0, 10).Select(i => _leads.One(i, phone: ten, person: person))];
        GraphLead[] apart = [.. Enumerable.Range(0, 11).Select(i => _leads.One(i, address: eleven))];
        await graph.WriteAsync([.. linked, .. apart], Cancellation);

        var around = (await graph.NeighbourhoodAsync(linked[0].LeadId, 4, 100, Cancellation))!;
        var alone = (await graph.NeighbourhoodAsync(apart[0].LeadId, 4, 100, Cancellation))!;

        around.Leads.Count.ShouldBe(10);
        around.Links(new Identifier(IdentifierKind.Phone, ten)).ShouldBeTrue();
        around.Ring().ShouldBeNull();
        alone.Leads.ShouldBe([apart[0]]);
        alone.Degrees[new Identifier(IdentifierKind.Address, eleven)].ShouldBe(11);
        alone.Links(new Identifier(IdentifierKind.Address, eleven)).ShouldBeFalse();
        alone.Household().ShouldBeEmpty();
    }

    [Fact]
    public async Task An_ip_address_links_nobody()
    {
        var graph = await GraphAsync();
        var ip = _leads.NewKey();
        GraphLead[] leads = [_leads.One(0, ip: ip), _leads.One(1, ip: ip)];
        await graph.WriteAsync(leads, Cancellation);

        (await graph.NeighbourhoodAsync(leads[0].LeadId, 4, 100, Cancellation))!.Leads.ShouldBe([leads[0]]);
    }

    [Fact]
    public async Task Three_people_with_one_phone_are_a_ring_and_one_person_three_times_is_none()
    {
        var graph = await GraphAsync();
        var (phone, email, own) = (_leads.NewKey(), _leads.NewKey(), _leads.NewKey());
        var ring = _leads.Sharing(phone, 3);
        GraphLead[] byEmail = [.. Enumerable.Range(0, 12).Select(i => _leads.One(i, email: email))];
        GraphLead[] once = [.. Enumerable.Range(0, 3).Select(i => _leads.One(i, phone: own, person: own))];
        await graph.WriteAsync([.. ring, .. byEmail, .. once], Cancellation);

        var rings = await AllRingsAsync(graph);

        rings.ShouldContain(new GraphRing(new Identifier(IdentifierKind.Phone, phone), 3, 3, ring[0].At, ring[2].At));
        rings.ShouldContain(new GraphRing(new Identifier(IdentifierKind.Email, email), 12, 12, byEmail[0].At, byEmail[11].At));
        rings.ShouldNotContain(one => one.Identifier.Key == own);
        (await graph.LeadsOfAsync(new Identifier(IdentifierKind.Phone, phone), Cancellation)).ShouldBe(ring.Select(lead => lead.LeadId));
        var around = (await graph.NeighbourhoodAsync(byEmail[5].LeadId, 4, 100, Cancellation))!;
        around.Leads.Count.ShouldBe(12);
        around.Ring().ShouldBe((new Identifier(IdentifierKind.Email, email), 12));
    }

    [Fact]
    public async Task More_than_fifty_leads_are_a_ring_for_review_alone()
    {
        var graph = await GraphAsync();
        var (fifty, more) = (_leads.NewKey(), _leads.NewKey());
        var (ring, crowd) = (_leads.Sharing(fifty, 50), _leads.Sharing(more, 53));
        await graph.WriteAsync([.. ring, .. crowd], Cancellation);

        var reviewed = new GraphRing(new Identifier(IdentifierKind.Phone, more), 51, null, crowd[0].At, crowd[^1].At);
        (await AllRingsAsync(graph, review: true)).ShouldContain(reviewed);
        (await AllRingsAsync(graph)).ShouldNotContain(reviewed);
        (await AllRingsAsync(graph)).ShouldContain(new GraphRing(new Identifier(IdentifierKind.Phone, fifty), 50, 50, ring[0].At, ring[^1].At));
        var around = (await graph.NeighbourhoodAsync(crowd[0].LeadId, 4, 100, Cancellation))!;
        around.Leads.ShouldBe([crowd[0]]);
        around.Ring().ShouldBeNull();
        var signals = await graph.SignalsAsync([crowd[0], ring[0]], Cancellation);
        signals[0].RingId.ShouldBeNull();
        signals[1].RingSize.ShouldBe(50);
    }

    [Fact]
    public async Task Rings_come_page_by_page_the_largest_first_each_once()
    {
        var graph = await GraphAsync();
        GraphLead[][] groups = [_leads.Sharing(_leads.NewKey(), 4), _leads.Sharing(_leads.NewKey(), 3), _leads.Sharing(_leads.NewKey(), 5), _leads.Sharing(_leads.NewKey(), 3)];
        await graph.WriteAsync([.. groups.SelectMany(group => group)], Cancellation);

        var all = await AllRingsAsync(graph, limit: 2);

        all.Select(ring => ring.Leads).ShouldBe(all.Select(ring => ring.Leads).OrderDescending());
        all.Select(ring => ring.Identifier).Distinct().Count().ShouldBe(all.Count);
        foreach (var group in groups)
            all.Count(ring => ring.Identifier.Key == group[0].Phone).ShouldBe(1);
        (await graph.RingsAsync(new RingsPage(5, false, null, 200), Cancellation)).ShouldAllBe(ring => ring.Leads >= 5);
    }

    [Fact]
    public async Task Signals_count_what_came_before_a_lead_in_its_day_and_hour_whether_it_is_in_the_graph_or_not()
    {
        var graph = await GraphAsync();
        var (phone, address, ip) = (_leads.NewKey(), _leads.NewKey(), _leads.NewKey());
        GraphLead[] before =
        [
            _leads.One(0, phone: phone), _leads.One(1, phone: phone), _leads.One((24 * 60) + 1, phone: phone), _leads.One((24 * 60) - 30, address: address, ip: ip), _leads.One(100, address: address, ip: ip),
        ];
        var lead = _leads.One((24 * 60) + 0.5, phone: phone, address: address, ip: ip);
        await graph.WriteAsync(before, Cancellation);

        var notYet = await graph.SignalsAsync([lead], Cancellation);
        await graph.WriteAsync([lead], Cancellation);
        var there = await graph.SignalsAsync([lead], Cancellation);

        // Minute 1 is within the 24 hours before, minute 0 is not, and what came after the lead does not count.
        notYet.ShouldBe([new QualificationSignals(new Identifier(IdentifierKind.Phone, phone).ToString(), 4, 2, 3, 2)]);
        there.ShouldBe(notYet);
    }

    [Fact]
    public async Task Signals_of_a_burst_count_its_leads_for_each_other_before_any_is_in_the_graph()
    {
        var graph = await GraphAsync();
        var (phone, ip) = (_leads.NewKey(), _leads.NewKey());
        var burst = _leads.Sharing(phone, 4, ip);
        await graph.WriteAsync([burst[1]], Cancellation);

        var signals = await graph.SignalsAsync(burst, Cancellation);

        signals.Select(one => one.PhoneLeads24h).ShouldBe([1, 2, 3, 4]);
        signals.Select(one => one.IpLeads1h).ShouldBe([1, 2, 3, 4]);
        signals.ShouldAllBe(one => one.RingSize == 4 && one.RingId == new Identifier(IdentifierKind.Phone, phone).ToString());
        signals.ShouldAllBe(one => one.AddressLeads24h == 1);
    }

    [Fact]
    public async Task A_lead_without_identifiers_has_no_signals_and_no_neighbours()
    {
        var graph = await GraphAsync();
        var lead = _leads.One() with { Phone = null, Email = null, Address = null, Ip = null };
        await graph.WriteAsync([lead], Cancellation);

        (await graph.SignalsAsync([lead], Cancellation)).ShouldBe([new QualificationSignals(null, 0, 0, 0, 0)]);
        (await graph.NeighbourhoodAsync(lead.LeadId, 4, 100, Cancellation))!.Leads.ShouldBe([lead]);
    }

    [Fact]
    public async Task The_same_leads_again_change_nothing_and_a_lead_that_changed_is_brought_up_to_date()
    {
        var graph = await GraphAsync();
        var (phone, agent) = (_leads.NewKey(), Guid.CreateVersion7());
        var leads = _leads.Sharing(phone, 3);
        await graph.WriteAsync(leads, Cancellation);
        await graph.WriteAsync([.. leads, leads[0]], Cancellation);
        (await graph.SignalsAsync([leads[2]], Cancellation)).Single().ShouldBe(new QualificationSignals(new Identifier(IdentifierKind.Phone, phone).ToString(), 3, 3, 1, 1));

        var changed = leads[1] with { Phone = _leads.NewKey(), AgentId = agent, Outcome = DispositionOutcome.Bound };
        await graph.WriteAsync([changed], Cancellation);

        (await graph.NeighbourhoodAsync(changed.LeadId, 4, 100, Cancellation))!.Leads.ShouldBe([changed]);
        (await graph.NeighbourhoodAsync(leads[0].LeadId, 4, 100, Cancellation))!.Leads.ShouldBe([leads[0], leads[2]]);
        (await AllRingsAsync(graph)).ShouldNotContain(ring => ring.Identifier.Key == phone);
    }

    [Fact]
    public async Task A_forgotten_lead_is_nowhere_any_more()
    {
        var graph = await GraphAsync();
        var phone = _leads.NewKey();
        var leads = _leads.Sharing(phone, 3);
        await graph.WriteAsync(leads, Cancellation);

        await graph.ForgetAsync([leads[0].LeadId], Cancellation);
        await graph.ForgetAsync([leads[0].LeadId, Guid.CreateVersion7()], Cancellation);

        (await graph.NeighbourhoodAsync(leads[0].LeadId, 4, 100, Cancellation)).ShouldBeNull();
        (await graph.NeighbourhoodAsync(leads[1].LeadId, 4, 100, Cancellation))!.Leads.ShouldBe(leads[1..]);
        (await graph.LeadsOfAsync(new Identifier(IdentifierKind.Email, leads[0].Email!.Value), Cancellation)).ShouldBeEmpty();
        (await AllRingsAsync(graph)).ShouldNotContain(ring => ring.Identifier.Key == phone);
    }

    [Fact]
    public async Task Referrals_are_followed_to_the_first_whichever_lead_came_to_the_graph_first()
    {
        var graph = await GraphAsync();
        var first = _leads.One(0);
        var second = _leads.One(1, referredBy: first.LeadId);
        var third = _leads.One(2, referredBy: second.LeadId);
        await graph.WriteAsync([third], Cancellation);
        await graph.WriteAsync([first, second], Cancellation);

        (await graph.ReferralsAsync(third.LeadId, Cancellation)).ShouldBe([second.LeadId, first.LeadId]);
        (await graph.ReferralsAsync(first.LeadId, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Sources_tell_leads_people_and_what_came_of_them_since_a_time()
    {
        var graph = await GraphAsync();
        var (source, person, agent) = (Guid.CreateVersion7(), _leads.NewKey(), Guid.CreateVersion7());
        GraphLead[] leads =
        [
            _leads.One(-60, source: source), _leads.One(0, source: source, person: person), _leads.One(1, source: source, person: person),
            _leads.One(2, source: source, agent: agent, outcome: DispositionOutcome.Bound), _leads.One(3, source: source, agent: agent, outcome: DispositionOutcome.Contacted),
            _leads.One(4, source: source, agent: agent, outcome: DispositionOutcome.Lost),
        ];
        await graph.WriteAsync(leads, Cancellation);

        (await graph.SourcesAsync(leads[1].At, Cancellation)).ShouldContain(new SourceQuality(source, 5, 4, 2, 1));
    }

    [Fact]
    public async Task Agents_are_matched_by_what_they_bound_in_the_line_and_state()
    {
        var graph = await GraphAsync();
        var (good, fair, idle) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await graph.WriteAsync(
            [
                _leads.One(0, line: "medicare", state: "AK", agent: good, outcome: DispositionOutcome.Bound), _leads.One(1, line: "medicare", state: "AK", agent: good, outcome: DispositionOutcome.Bound),
                _leads.One(2, line: "medicare", state: "AK", agent: fair, outcome: DispositionOutcome.Bound), _leads.One(3, line: "medicare", state: "AK", agent: fair, outcome: DispositionOutcome.Lost),
                _leads.One(4, line: "medicare", state: "AK", agent: idle, outcome: DispositionOutcome.Contacted), _leads.One(5, line: "medicare", state: "HI", agent: idle, outcome: DispositionOutcome.Bound),
            ],
            Cancellation);

        var agents = await graph.AgentsAsync("medicare", "AK", Cancellation);

        agents.Where(agent => agent.AgentId == good || agent.AgentId == fair || agent.AgentId == idle).ShouldBe([new AgentMatch(good, 2, 2), new AgentMatch(fair, 2, 1)]);
    }

    [Fact]
    public async Task The_way_between_two_leads_is_the_shortest()
    {
        var graph = await GraphAsync();
        var (phone, email) = (_leads.NewKey(), _leads.NewKey());
        GraphLead[] leads = [_leads.One(0, phone: phone), _leads.One(1, phone: phone, email: email), _leads.One(2, email: email), _leads.One(3)];
        await graph.WriteAsync(leads, Cancellation);

        var around = (await graph.NeighbourhoodAsync(leads[0].LeadId, 4, 1_000, Cancellation))!;

        around.PathTo(leads[2].LeadId).ShouldBe(
            [$"lead:{leads[0].LeadId}", $"phone:{phone:x16}", $"lead:{leads[1].LeadId}", $"email:{email:x16}", $"lead:{leads[2].LeadId}"]);
        around.PathTo(leads[3].LeadId).ShouldBeEmpty();
    }

    [Fact]
    public async Task Ids_of_leads_come_in_their_order()
    {
        var graph = await GraphAsync();
        GraphLead[] leads = [.. Enumerable.Range(0, 5).Select(i => _leads.One(i))];
        await graph.WriteAsync(leads.Reverse().ToArray(), Cancellation);

        var ids = await graph.LeadIdsAsync(leads[1].LeadId, 1_000, Cancellation);

        ids.ShouldBe(ids.Order());
        ids.Where(id => leads.Any(lead => lead.LeadId == id)).ShouldBe(leads[2..].Select(lead => lead.LeadId));
    }

    private protected abstract Task<ILeadGraph> GraphAsync();

    private static async Task<List<GraphRing>> AllRingsAsync(ILeadGraph graph, bool review = false, int limit = GraphLimits.Rings)
    {
        var rings = new List<GraphRing>();
        while (true)
        {
            var after = rings.Count == 0 ? ((int, Identifier)?)null : (rings[^1].Leads, rings[^1].Identifier);
            var page = await graph.RingsAsync(new RingsPage(GraphLimits.RingPeople, review, after, limit), Cancellation);
            rings.AddRange(page);
            if (page.Count < limit)
                return rings;
        }
    }
}
