using System.Text;
using System.Text.Json;
using FsCheck.Xunit;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Orchestrator.Qualifying;
using LeadPlatform.Orchestrator.Redaction;
using LeadPlatform.Orchestrator.Tests.Qualifying;

namespace LeadPlatform.Orchestrator.Tests.Redaction;

public sealed class RedactorTests
{
    private static readonly string[] Filler = ["please", "call", "me", "about", "my", "car", "it", "is", "urgent", "rates", "went", "up,", "2", "kids.", "Thanks", "and", "the", "policy", "ends", "soon!"];

    private static readonly (string First, string Last)[] Names =
    [
        ("Ada", "Byron"), ("José", "Núñez"), ("Jean-Luc", "D'Amore"), ("Li", "O'Neil"), ("María José", "García López"), ("小明", "王"), ("Zoë", "van der Zanden"), ("Łukasz", "Żak"), ("Siân", "Müller-Lüdenscheidt"),
    ];

    private static readonly (string Street, string City, string Zip)[] Places =
        [("7061 W Church Street", "Carman", "61425"), ("1 Main Street", "New York", "10001"), ("48-12 Peñasco Ave Apt 5B", "Truth or Consequences", "87901"), ("12345 Sunflower Rd", "Saint-Étienne", "55555")];

    [Property(MaxTest = 400)]
    public void Nothing_of_the_consumer_is_left_wherever_and_however_it_stands(int seed)
    {
        var random = new Random(seed);
        var (first, last) = Pick(random, Names);
        var (street, city, zip) = Pick(random, Places);
        var area = random.Next(201, 990);
        var line = random.Next(100, 200);
        var contact = new ContactView(first, last, $"{Ascii(first)}.{Ascii(last)}{seed & 0xFFF}@example.com", $"+1{area}555{line:0000}", new DateOnly(1980, 1, 2), new AddressView(street, city, "NM", zip));
        string[] secrets = [Name(random, contact), Phone(random, area, line), Email(random, contact.Email!), Cased(random, street), Cased(random, city), zip];
        var notes = new StringBuilder();
        foreach (var secret in secrets.OrderBy(_ => random.Next()))
        {
            for (var words = random.Next(1, 5); words > 0; words--)
                notes.Append(Pick(random, Filler)).Append(' ');
            notes.Append(secret).Append(Pick(random, [" ", ". ", ", ", "\n", "! "]));
        }

        var data = LeadData.Of(new LeadFacts(Leads.Good(notes: notes.ToString()).WithContact(_ => contact)));
        using var json = JsonDocument.Parse(data);
        Check(json.RootElement.GetProperty("notes").GetString()!, contact, $"{seed}: {notes}");
        Check(LeadData.TextOf(new LeadFacts(Leads.Good(notes: notes.ToString()).WithContact(_ => contact))), contact, $"{seed}: {notes}");
    }

    [Property(MaxTest = 300)]
    public void Any_text_is_taken_and_stays_short(string? text) => new Redactor(Leads.Good().Contact).Redact(text ?? "").Length.ShouldBeLessThan(Redactor.MaxLength * 5);

    [Theory]
    [InlineData("Please call after 6pm, I work days.", "Please call after 6pm, I work days.")]
    [InlineData("My current carrier raised my rate by 40% after one claim.", "My current carrier raised my rate by 40% after one claim.")]
    [InlineData("Turning 65 in March and need help choosing a plan.", "Turning 65 in March and need help choosing a plan.")]
    [InlineData("Need $500000 of cover, 20 years", "Need $500000 of cover, 20 years")]
    [InlineData("My husband Robert drives a Toyota", "My husband [NAME] drives a Toyota")]
    [InlineData("I am Ada Byron and byron's car is mine", "I am [NAME] and [NAME] car is mine")]
    [InlineData("ada_byron at example dot com", "[EMAIL]")]
    [InlineData("Write to someone.else@example.org", "Write to [EMAIL]")]
    [InlineData("My SSN is 078-05-1120.", "My SSN is [NUMBER].")]
    [InlineData("VIN 1HGCM82633A004352", "VIN [NUMBER]")]
    [InlineData("born 02/03/1990, or February 3, 1990", "born [DATE], or [DATE]")]
    [InlineData("I live at 42 Elm Ave, apt 3", "I live at [ADDRESS]")]
    [InlineData("see www.example.com/ada", "see [LINK]")]
    [InlineData("2 1 2 - 5 5 5 - 0 1 9 9 works", "[NUMBER] works")]
    [InlineData("ＡＤＡ byron", "[NAME]")]
    [InlineData("A\u200Bd\u200Ba here", "[NAME] here")]
    public void Notes_are_redacted(string notes, string redacted) => new Redactor(Leads.Good().Contact).Redact(notes).ShouldBe(redacted);

    [Theory]
    [InlineData("Zebulon Quigley", "[NAME] [NAME]")]
    [InlineData("Robert's home in West Virginia", "[NAME] home in West Virginia")]
    [InlineData("auto with teenage drivers in Texas, rate was raised", "auto with teenage drivers in Texas, rate was raised")]
    [InlineData("Medicare Advantage in New York, turning 65", "Medicare Advantage in New York, turning 65")]
    [InlineData("who is someone.else@example.org at 42 Elm Ave", "who is [EMAIL] at [ADDRESS]")]
    public void Texts_of_searches_are_redacted_more_strictly_and_keep_states(string text, string redacted) => Redactor.OfQuestions.Redact(text).ShouldBe(redacted);

    [Property(MaxTest = 300)]
    public void No_phone_and_no_email_is_left_in_a_text_of_a_search(int seed)
    {
        var random = new Random(seed);
        var (area, line, email) = (random.Next(201, 990), random.Next(100, 200), $"q{seed & 0xFFFF}.byron@example.com");
        var text = $"{Pick(random, Filler)} {Phone(random, area, line)} {Pick(random, Filler)} {Pick(random, [email, email.ToUpperInvariant(), email.Replace("@", "(at)", StringComparison.Ordinal)])}";

        var redacted = FoldedText.Fold(Redactor.OfQuestions.Redact(text));

        string.Concat(redacted.Where(char.IsAsciiDigit)).ShouldNotContain($"{area}555{line:0000}", Case.Sensitive, text);
        redacted.ShouldNotContain("byron", Case.Sensitive, text);
    }

    [Fact]
    public void Fields_that_say_who_somebody_is_are_not_in_the_data()
    {
        var lead = Leads.Good(details: """{"vehicleMake":"Toyota","spouseName":"Robert Byron","ssn":"078051120","policyNumber":78051120,"employees":12,"reason":"I am Ada, call 212 555 0123","<bad>":1}""");
        var data = LeadData.Of(new LeadFacts(lead));

        using var json = JsonDocument.Parse(data);
        json.RootElement.EnumerateObject().Select(member => member.Name).ShouldBe(["line", "state", "age", "agreedTo", "details", "notes"]);
        json.RootElement.GetProperty("details").GetRawText().ShouldBe("""{"vehicleMake":"Toyota","employees":12,"reason":"I am [NAME], call [NUMBER]"}""");
        json.RootElement.GetProperty("age").GetString().ShouldBe("30 to 39");
        foreach (var secret in new[] { "Byron", "10001", "1990", "example.com", "5550123", "spring-1" })
            data.ShouldNotContain(secret);
    }

    private static void Check(string text, ContactView contact, string context)
    {
        var folded = FoldedText.Fold(FoldedText.Visible(text));
        var words = new HashSet<string>(Split(folded, char.IsLetter));
        foreach (var name in Split(FoldedText.Fold($"{contact.FirstName} {contact.LastName}"), char.IsLetter))
            words.ShouldNotContain(name, context);
        folded.ShouldNotContain(FoldedText.Fold(contact.Email!.Split('@')[0]), Case.Sensitive, context);
        string.Concat(folded.Where(char.IsAsciiDigit)).ShouldNotContain(contact.Phone![2..], Case.Sensitive, context);
        Split(folded, char.IsAsciiDigit).ShouldNotContain(contact.Address.PostalCode, context);
        foreach (var street in Split(FoldedText.Fold(contact.Address.Street!), char.IsLetterOrDigit).Where(word => word.Length >= 4 && word != "street"))
            words.ShouldNotContain(street, context);
        folded.ShouldNotContain(FoldedText.Fold(contact.Address.City!), Case.Sensitive, context);
    }

    private static string Name(Random random, ContactView contact)
    {
        var (first, last) = (contact.FirstName, contact.LastName);
        var name = Pick(random, [$"{first} {last}", $"{last}, {first}", first, last, first + last, $"{first}_{last}", $"{last}'s", FoldedText.Fold($"{first} {last}"), string.Join('\u200B', first.ToCharArray()) + " " + last]);
        return Cased(random, name);
    }

    private static string Phone(Random random, int area, int line) => Pick(random,
    [
        $"{area}-555-{line:0000}", $"({area}) 555-{line:0000}", $"{area}.555.{line:0000}", $"+1 {area} 555 {line:0000}", $"{area}555{line:0000}", $"1-{area}-555-{line:0000}", $"{area} – 555 – {line:0000}",
        string.Join(' ', $"{area}555{line:0000}".ToCharArray()), string.Concat($"{area}555{line:0000}".Select(digit => (char)(digit - '0' + '０'))),
    ]);

    private static string Email(Random random, string email) => Pick(random,
        [email, email.ToUpperInvariant(), email.Replace("@", " @ ", StringComparison.Ordinal), email.Replace("@", "(at)", StringComparison.Ordinal).Replace(".com", " dot com", StringComparison.Ordinal), email.Split('@')[0]]);

    private static string Cased(Random random, string text) => random.Next(3) switch { 0 => text, 1 => text.ToUpperInvariant(), _ => text.ToLowerInvariant() };

    private static string Ascii(string text) => string.Concat(FoldedText.Fold(text).Where(char.IsAsciiLetter)) is { Length: > 0 } letters ? letters : "mail";

    private static T Pick<T>(Random random, T[] among) => among[random.Next(among.Length)];

    private static IEnumerable<string> Split(string text, Func<char, bool> belongs) =>
        string.Concat(text.Select(character => belongs(character) ? character : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
