using System.Globalization;
using LeadPlatform.DataService.Places;

namespace LeadPlatform.DataService.Tests.Places;

public sealed class ZipCodesTests
{
    private static readonly ZipCodes Zips = ZipCodes.Load();

    [Theory]
    [InlineData("10001", "NY", true)]
    [InlineData("99501", "AK", true)]
    [InlineData("20001", "DC", true)]
    [InlineData("00601", "PR", true)]
    [InlineData("99501", "NY", false)]
    [InlineData("10001", "NJ", false)]
    [InlineData("10001", "ZZ", false)]
    [InlineData("abcde", "NY", false)]
    public void A_zip_lies_in_its_state_and_in_no_other(string zip, string state, bool lies) => Zips.LiesIn(zip, state).ShouldBe(lies);

    [Fact]
    public void A_zip_younger_than_the_data_is_judged_by_its_first_three_digits()
    {
        var young = Enumerable.Range(10000, 100).Select(zip => zip.ToString(CultureInfo.InvariantCulture)).First(zip => !Listed(zip));
        Zips.LiesIn(young, "NY").ShouldBeTrue();
        Zips.LiesIn(young, "CA").ShouldBeFalse();
    }

    [Fact]
    public void A_range_that_was_never_given_out_lies_nowhere() =>
        States.Count(state => Zips.LiesIn("00000", state)).ShouldBe(0);

    [Fact]
    public void All_fifty_states_and_the_district_are_known() => States.ShouldAllBe(state => Zips.IsState(state));

    private static string[] States { get; } =
        "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY".Split(' ');

    // Listed where exactly one state answers yes for it but a neighbour that shares the prefix would not; no prefix of 100 is shared.
    private static bool Listed(string zip) => ZipFile.Value.Contains(zip, StringComparison.Ordinal);

    private static readonly Lazy<string> ZipFile = new(() =>
    {
        using var reader = new StreamReader(typeof(ZipCodes).Assembly.GetManifestResourceStream("zip-codes.txt")!);
        return string.Join(' ', reader.ReadToEnd().Split('\n').Single(line => line.StartsWith("NY ", StringComparison.Ordinal)).Split(' ').Skip(1).SelectMany(run =>
            Enumerable.Range(Number(run[..5]), Number(run[^5..]) - Number(run[..5]) + 1).Select(code => code.ToString("00000", CultureInfo.InvariantCulture))));
    });

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);
}
