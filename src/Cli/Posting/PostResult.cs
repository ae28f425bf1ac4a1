using System.Text.Json.Serialization;

namespace LeadPlatform.Cli.Posting;

/// <summary>What became of one line.</summary>
/// <param name="Status">The lead's, or refused.</param>
/// <param name="Problem">Why it was refused.</param>
internal sealed record PostResult(long Line, string Status, Guid? LeadId = null, string? Agent = null, Guid? DuplicateOf = null, string? Problem = null)
{
    public const string RefusedStatus = "refused";

    [JsonIgnore]
    public bool Refused => Status == RefusedStatus;

    public override string ToString() => $"line {Line}: {Status}" + (Refused ? $": {Problem}" : $" {LeadId}{(Agent is null ? "" : $" to {Agent}")}{(DuplicateOf is null ? "" : $" of {DuplicateOf}")}");
}
