using System.Text.RegularExpressions;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.TestHost;

namespace LeadPlatform.Deploy.Tests.Compliance;

/// <summary>The platform takes no card data: nothing is made for it.</summary>
public partial class CardDataTests(PlatformServers servers)
{
    [Fact]
    public async Task No_column_is_made_for_card_data()
    {
        foreach (var name in MigratedDatabases.Names)
            (await MigratedDatabases.ColumnsAsync(servers, name)).Select(column => column.Column).Where(IsForCards).ShouldBeEmpty(name);
    }

    [Fact]
    public void No_shape_of_the_api_and_no_form_asks_for_card_data()
    {
        typeof(LeadStatus).Assembly.GetTypes().SelectMany(type => type.GetProperties()).Select(property => property.Name).Where(IsForCards).ShouldBeEmpty();
        var pages = Directory.EnumerateFiles(Repository.Path("src/Frontend"), "*.*", SearchOption.AllDirectories)
            .Where(path => Path.GetExtension(path) is ".cs" or ".razor" or ".cshtml" or ".html" && !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal)).ToArray();
        pages.Length.ShouldBeGreaterThan(20);
        pages.Where(path => Autofill().IsMatch(File.ReadAllText(path))).Select(Repository.Relative).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("CardNumber")]
    [InlineData("card_number")]
    [InlineData("Cvv")]
    [InlineData("PrimaryAccountNumber")]
    public void A_name_for_card_data_is_known_as_such(string name) => IsForCards(name).ShouldBeTrue();

    private static bool IsForCards(string name) => Card().IsMatch(name);

    [GeneratedRegex("card|cvv|cvc|primary_?account|expiry_?(month|year)|cardholder", RegexOptions.IgnoreCase)]
    private static partial Regex Card();

    /// <summary>What a browser fills in from a stored card.</summary>
    [GeneratedRegex("autocomplete=\"cc-|\"cc-(number|csc|exp)", RegexOptions.IgnoreCase)]
    private static partial Regex Autofill();
}
