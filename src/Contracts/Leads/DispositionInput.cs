namespace LeadPlatform.Contracts.Leads;

/// <summary>Body of <c>POST /v1/leads/{id}/disposition</c>.</summary>
/// <param name="Outcome">One of <see cref="DispositionOutcome"/>.</param>
/// <param name="Reason">One of <see cref="LostReason"/>; with the outcome lost only, and optional there.</param>
public sealed record DispositionInput(string? Outcome = null, string? Reason = null);
