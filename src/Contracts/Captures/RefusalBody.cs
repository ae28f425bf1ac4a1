using LeadPlatform.Contracts.Problems;

namespace LeadPlatform.Contracts.Captures;

/// <summary>Body of an answer frame that refuses: what the gateway makes problem details of, with the request id that only it knows.</summary>
public sealed record RefusalBody(string Code, string Detail, IReadOnlyList<FieldError>? Errors);
