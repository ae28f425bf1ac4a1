namespace LeadPlatform.Contracts.Leads;

/// <summary>What the qualification found.</summary>
/// <param name="Line">The line of business, one of <see cref="Leads.Line"/>.</param>
/// <param name="Score">Quality, 0 (useless) to 100.</param>
/// <param name="Band">The score in a word, one of <see cref="QualificationBand"/>.</param>
/// <param name="Reasons">What moved the score, strongest first.</param>
/// <param name="Intent">What the consumer wants, one of <see cref="QualificationIntent"/>.</param>
/// <param name="Urgency">How soon they want it, one of <see cref="QualificationUrgency"/>.</param>
/// <param name="Summary">One sentence without personal data.</param>
/// <param name="Model">What produced it, as name and version: <c>local-points-1</c>; with an analysis followed by its model: <c>local-points-1+gpt-example</c>.</param>
/// <param name="Revision">Left out for the first one; 1 and more for amendments. A higher one replaces a lower one, in whatever order they come.</param>
public sealed record Qualification(
    string Line,
    int Score,
    string Band,
    IReadOnlyList<QualificationReason> Reasons,
    string Intent,
    string Urgency,
    string Summary,
    string Model,
    int? Revision = null);

/// <summary>One contribution to a score.</summary>
/// <param name="Code">Stable snake_case name, for filters and metrics.</param>
/// <param name="Text">The same in words, without personal data.</param>
/// <param name="Points">What it added to the score (negative: took away).</param>
public sealed record QualificationReason(string Code, string Text, int Points);

public static class QualificationBand
{
    /// <summary>70 and more.</summary>
    public const string Hot = "hot";

    /// <summary>45 to 69.</summary>
    public const string Warm = "warm";

    /// <summary>Below 45.</summary>
    public const string Cold = "cold";

    public static string Of(int score) => score >= 70 ? Hot : score >= 45 ? Warm : Cold;
}

public static class QualificationIntent
{
    public const string NewPolicy = "new_policy";
    public const string Switch = "switch";
    public const string Renewal = "renewal";
    public const string Information = "information";
}

public static class QualificationUrgency
{
    public const string Now = "now";
    public const string Soon = "soon";
    public const string Later = "later";
}
