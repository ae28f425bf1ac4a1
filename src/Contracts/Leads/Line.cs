namespace LeadPlatform.Contracts.Leads;

/// <summary>Lines of business, by the words used in JSON, URLs, tables and licences.</summary>
public static class Line
{
    public const string Auto = "auto";
    public const string Home = "home";
    public const string Renters = "renters";
    public const string Life = "life";
    public const string Health = "health";
    public const string Medicare = "medicare";
    public const string Commercial = "commercial";

    /// <summary>All seven, in the order in which screens show them.</summary>
    public static IReadOnlyList<string> All { get; } = [Auto, Home, Renters, Life, Health, Medicare, Commercial];

    public static bool IsKnown(string? line) => line is Auto or Home or Renters or Life or Health or Medicare or Commercial;
}
