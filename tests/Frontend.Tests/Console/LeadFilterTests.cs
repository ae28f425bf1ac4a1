using LeadPlatform.Frontend.Console.Leads.Inbox;
using LeadPlatform.Frontend.Console.Reader;
using Microsoft.Extensions.Time.Testing;

namespace LeadPlatform.Frontend.Tests.Console;

public sealed class LeadFilterTests
{
    private const string Inbox = "https://leads.example.com/console/leads";

    [Theory]
    [InlineData("")]
    [InlineData("?status=assigned&line=auto&state=VT&range=7d")]
    [InlineData("?range=days&from=2026-11-01&to=2026-11-05")]
    public void A_filter_reads_back_from_its_address(string query) => LeadFilter.Read(Inbox + query).ToAddress().ShouldBe(query);

    [Theory]
    [InlineData("?status=sold")]
    [InlineData("?line=%22%3E%3Cscript%3E")]
    [InlineData("?state=Vermont&range=century")]
    [InlineData("?from=yesterday")]
    public void What_is_not_known_filters_nothing(string query) => LeadFilter.Read(Inbox + query).ShouldBe(LeadFilter.None);

    [Fact]
    public void Days_are_the_readers_days()
    {
        var reader = Reader("America/New_York");
        LeadFilter.Read(Inbox + "?range=days&from=2026-11-01&to=2026-11-01").ToApi(reader)
            .ShouldBe("from=2026-11-01T04%3A00%3A00.0000000Z&to=2026-11-02T05%3A00%3A00.0000000Z", "the first of November 2026 has 25 hours in New York");
    }

    [Fact]
    public void Today_begins_at_the_readers_midnight()
    {
        LeadFilter.Read(Inbox + "?range=today").ToApi(Reader("Asia/Tokyo")).ShouldBe("from=2026-11-22T15%3A00%3A00.0000000Z");
        LeadFilter.Read(Inbox + "?range=7d&line=home").ToApi(Reader("UTC")).ShouldBe("line=home&from=2026-11-16T00%3A00%3A00.0000000Z");
    }

    private static ReaderSettings Reader(string zone)
    {
        var reader = new ReaderSettings(new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 18, 0, 0, TimeSpan.Zero)));
        reader.UseZone(zone);
        return reader;
    }
}
