namespace LeadPlatform.DataService.Retaining;

/// <summary>How long what tells who a consumer is stays with leads of a line.</summary>
/// <param name="Line">A line of business, or <c>*</c> for those that have no rule of their own.</param>
/// <param name="Days">From the capture, 1 to 36,500.</param>
/// <param name="From">First day the rule is in force; of several the latest that has come counts.</param>
/// <param name="Source">Where it stands written.</param>
internal sealed record RetentionRule(string Line, int Days, DateOnly From, string Source);
