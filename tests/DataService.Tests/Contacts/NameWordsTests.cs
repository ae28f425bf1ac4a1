using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using LeadPlatform.DataService.Contacts;

namespace LeadPlatform.DataService.Tests.Contacts;

public sealed class NameWordsTests
{
    private static readonly string[] Names =
        ["Ada", "byron", "José", "Ángel", "Núñez", "O'Brien", "Smith-Jones", "Łukasz", "Søren", "Weiß", "Æsa", "van der Berg", "D’Arcy", "Çelik", "Nguyễn", "Zoë", "J.R.", "Иван", "明"];

    [Theory]
    [InlineData("Ada Byron", "ada byron")]
    [InlineData("  ADA   BYRON ", "ada byron")]
    [InlineData("José Ángel Núñez-García", "jose angel nunez garcia")]
    [InlineData("O'Brien", "obrien")]
    [InlineData("O’Brien", "obrien")]
    [InlineData("Oʼbrien", "obrien")]
    [InlineData("J.R. Ewing", "jr ewing")]
    [InlineData("Byron,Ada", "byron ada")]
    [InlineData("Łukasz Weiß", "lukasz weiss")]
    [InlineData("Søren Kjær", "soren kjaer")]
    [InlineData("İnci IŞIK", "inci isik")]
    [InlineData("Nguyễn Thị", "nguyen thi")]
    [InlineData("Anna Anna", "anna")]
    [InlineData("Иван Грозный", "иван грозныи")]
    [InlineData("...", "")]
    [InlineData("", "")]
    public void A_name_is_its_words_in_lower_case_without_accents(string name, string words) => string.Join(' ', NameWords.Of(name)).ShouldBe(words);

    [Fact]
    public void What_is_no_unicode_stands_between_words() => string.Join(' ', NameWords.Of("Ada\uFFFEByron\uD800Lovelace")).ShouldBe("ada byron lovelace");

    [Fact]
    public void No_more_than_eight_words_are_taken() => NameWords.Of("a b c d e f g h i j").Count.ShouldBe(NameWords.MaxWords);

    [Property]
    public bool Any_text_gives_words_that_give_themselves(NonNull<string> text)
    {
        var words = NameWords.Of(text.Get);
        return words.SequenceEqual(NameWords.Of(string.Join(' ', words)));
    }

    [Property]
    public Property Case_order_and_the_form_of_accents_change_nothing() => Prop.ForAll(
        Gen.Elements(Names).ListOf(3).ToArbitrary(),
        names =>
        {
            var name = string.Join(' ', names);
            var words = NameWords.Of(name).Order();
            return words.SequenceEqual(NameWords.Of(name.ToUpperInvariant()).Order())
                && words.SequenceEqual(NameWords.Of(name.Normalize(System.Text.NormalizationForm.FormD)).Order())
                && words.SequenceEqual(NameWords.Of(string.Join("  ", Enumerable.Reverse(names))).Order());
        });
}
