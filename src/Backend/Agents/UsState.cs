namespace LeadPlatform.Backend.Agents;

/// <summary>Where a licence can be held: the states, the federal district and the territories, by their postal codes (USPS Publication 28, appendix B).</summary>
internal static class UsState
{
    /// <summary>The 50 states and DC.</summary>
    public static IReadOnlyList<string> StatesAndDistrict { get; } =
        ("AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY").Split(' ');

    private static readonly HashSet<string> Known = [.. StatesAndDistrict, "AS", "GU", "MP", "PR", "VI"];

    public static bool IsKnown(string? state) => state is not null && Known.Contains(state);
}
