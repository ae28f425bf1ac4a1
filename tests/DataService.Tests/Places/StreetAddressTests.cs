using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using LeadPlatform.DataService.Places;

namespace LeadPlatform.DataService.Tests.Places;

public sealed class StreetAddressTests
{
    private static readonly string[] Parts =
        ["123", "N.", "north", "Main", "Street", "St.", "Ave", "Peñasco", "Boulevard", "Apt", "#4", "Suite", "B", "SW", "O'Hara", "Saint", "½", "Rue,", "1st", "12-34", "P.O.", "Box"];

    [Theory]
    [InlineData("123 N. Main Street, Apt 4", "123 n main st # 4")]
    [InlineData("123 north main st #4", "123 n main st # 4")]
    [InlineData("  123  NORTH MAIN STR. UNIT 4 ", "123 n main st # 4")]
    [InlineData("123 N Main St Apt. # 4", "123 n main st # 4")]
    [InlineData("45 Peñasco Blvd", "45 penasco blvd")]
    [InlineData("45 PENASCO BOULEVARD", "45 penasco blvd")]
    [InlineData("7 Ocean Parkway, 3rd Floor", "7 ocean pkwy 3rd fl")]
    [InlineData("P.O. Box 12", "po box 12")]
    [InlineData("9 Southwest Terrace", "9 sw ter")]
    [InlineData(" ,. ", "")]
    public void Addresses_that_differ_in_writing_only_are_one(string street, string folded) => StreetAddress.Fold(street).ShouldBe(folded);

    [Theory]
    [InlineData("123 Main St", "124 Main St")]
    [InlineData("123 N Main St", "123 S Main St")]
    [InlineData("123 Main St", "123 Main Ave")]
    [InlineData("123 Main St Apt 4", "123 Main St Apt 5")]
    [InlineData("123 Main St Apt 4", "123 Main St")]
    public void Addresses_of_two_dwellings_stay_two(string one, string other) => StreetAddress.Fold(one).ShouldNotBe(StreetAddress.Fold(other));

    [Fact]
    public void The_usual_way_to_write_a_word_is_one_of_its_ways() => StreetWords.All.Values.ShouldAllBe(usual => StreetWords.UsualFor(usual) == usual);

    [Property]
    public bool Folding_again_changes_nothing(NonNull<string> street)
    {
        var folded = StreetAddress.Fold(street.Get);
        return StreetAddress.Fold(folded) == folded && folded.Length <= StreetAddress.MaxFolded;
    }

    [Property]
    public Property Case_blanks_and_the_form_of_accents_change_nothing() => Prop.ForAll(
        Gen.Elements(Parts).ListOf(6).ToArbitrary(),
        parts =>
        {
            var street = string.Join(' ', parts);
            var folded = StreetAddress.Fold(street);
            return StreetAddress.Fold(folded) == folded
                && StreetAddress.Fold(street.ToUpperInvariant()) == folded
                && StreetAddress.Fold(street.Normalize(NormalizationForm.FormD)) == folded
                && StreetAddress.Fold($" {string.Join(",  ", parts)} ") == folded;
        });

    [Property]
    public Property Every_way_to_write_a_word_folds_to_the_usual_one() => Prop.ForAll(
        Gen.Elements(StreetWords.All.Keys.ToArray()).ToArbitrary(),
        word => StreetAddress.Fold($"12 {word.ToUpperInvariant()}.") == $"12 {StreetWords.UsualFor(word)}");
}
