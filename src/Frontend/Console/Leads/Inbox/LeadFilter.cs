using System.Globalization;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Frontend.Console.Reader;
using LeadPlatform.Frontend.Forms.Questions;
using Microsoft.AspNetCore.WebUtilities;

namespace LeadPlatform.Frontend.Console.Leads.Inbox;

/// <summary>What the list shows, as it stands in the page's address: a link to a list is a link to the same list.</summary>
/// <param name="Range">One of <see cref="Ranges"/>, or null for any time.</param>
/// <param name="From">First day, in the reader's zone; counts where <paramref name="Range"/> is <c>days</c>.</param>
/// <param name="To">Last day.</param>
public sealed record LeadFilter(string? Status, string? Line, string? State, string? Range, DateOnly? From, DateOnly? To)
{
    public static LeadFilter None { get; } = new(null, null, null, null, null, null);

    public static IReadOnlyList<Choice> Ranges { get; } = [new("today", "Today"), new("7d", "Last 7 days"), new("30d", "Last 30 days"), new("days", "From … to")];

    public bool IsEmpty => this == None;

    /// <summary>Reads the address; what is not known there is left out.</summary>
    public static LeadFilter Read(string address)
    {
        var query = QueryHelpers.ParseQuery(new Uri(address).Query);
        return Of(Value("status"), Value("line"), Value("state"), Value("range"), Value("from"), Value("to"));

        string? Value(string name) => query.TryGetValue(name, out var values) ? values.ToString() : null;
    }

    /// <summary>Takes the parts as an address holds them.</summary>
    public static LeadFilter Of(string? status, string? line, string? state, string? range, string? from, string? to)
    {
        return new LeadFilter(
            Known(status, LeadStatus.IsKnown),
            Known(line, Contracts.Leads.Line.IsKnown),
            Known(state, code => UsStates.All.Any(known => known.Value == code)),
            Known(range, word => Ranges.Any(known => known.Value == word)),
            Day(from),
            Day(to));

        static string? Known(string? word, Func<string, bool> isKnown) => word is { Length: > 0 } && isKnown(word) ? word : null;

        static DateOnly? Day(string? text) =>
            DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
    }

    /// <summary>The filter as the end of an address: empty, or with its question mark.</summary>
    public string ToAddress() => QueryHelpers.AddQueryString("", Given(
        ("status", Status), ("line", Line), ("state", State), ("range", Range),
        ("from", Range == "days" ? Iso(From) : null), ("to", Range == "days" ? Iso(To) : null)));

    /// <summary>The filter as the API takes it.</summary>
    internal string ToApi(ReaderSettings reader)
    {
        var today = reader.Today;
        var (from, to) = Range switch
        {
            "today" => (today, (DateOnly?)null),
            "7d" => (today.AddDays(-6), null),
            "30d" => (today.AddDays(-29), null),
            "days" => (From, To),
            _ => ((DateOnly?)null, (DateOnly?)null),
        };
        return QueryHelpers.AddQueryString("", Given(
            ("status", Status), ("line", Line), ("state", State),
            ("from", Instant(reader, from)), ("to", Instant(reader, to?.AddDays(1))))).TrimStart('?');
    }

    private static string? Instant(ReaderSettings reader, DateOnly? day) => day is { } known ? reader.StartOf(known).UtcDateTime.ToString("O") : null;

    private static string? Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Dictionary<string, string?> Given(params (string Name, string? Value)[] parts) =>
        parts.Where(part => part.Value is not null).ToDictionary(part => part.Name, part => part.Value);
}
