namespace LeadPlatform.Contracts.Suppressions;

/// <summary>A phone or e-mail that must not be used: <c>POST /v1/suppressions</c>. Exactly one of the two is given.</summary>
/// <param name="Phone">In any format people write.</param>
/// <param name="Email">Plus-tags, and the dots that Gmail ignores, make no difference.</param>
/// <param name="Origin">Where the entry comes from, at most 200 characters. No personal data.</param>
/// <param name="ExpiresAt">From when the value may be used again; never where it is left out.</param>
public sealed record SuppressionInput(string? Phone = null, string? Email = null, string? Origin = null, DateTimeOffset? ExpiresAt = null);

/// <summary>An entry of the suppression list. The value itself is not kept, only what it is recognised by.</summary>
/// <param name="Kind">phone or email.</param>
public sealed record SuppressionView(Guid SuppressionId, string Kind, string? Origin, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt);

/// <summary>What became of an imported list.</summary>
/// <param name="Lines">Lines that held something, a header not among them.</param>
/// <param name="Added">Values that were not suppressed before.</param>
/// <param name="AlreadyThere">Values that were, those repeated in the list among them.</param>
/// <param name="Refused">Lines that hold no phone or e-mail.</param>
/// <param name="Errors">The first of the refused lines.</param>
public sealed record SuppressionImportView(int Lines, int Added, int AlreadyThere, int Refused, IReadOnlyList<RefusedLine> Errors);

/// <param name="Line">Counted from 1.</param>
/// <param name="Code">Stable snake_case code of the rule.</param>
/// <param name="Message">The rule in words.</param>
public sealed record RefusedLine(int Line, string Code, string Message);
