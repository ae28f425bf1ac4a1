using System.Text.Json;

namespace LeadPlatform.Contracts.Leads;

/// <summary>
/// What the Orchestrator reads of a lead to qualify it: <c>POST /internal/qualification-inputs</c> of DataService, so that
/// personal data never enters a stream. Ids that are not known (any more) are left out of the answer.
/// </summary>
public sealed record QualificationInputs(IReadOnlyList<QualificationInput> Items);

/// <summary>At most <see cref="MaxIds"/> ids.</summary>
public sealed record QualificationInputsRequest(IReadOnlyList<Guid> LeadIds)
{
    public const int MaxIds = 1000;
}

/// <param name="Signals">What the graph of leads tells; null where it could not be asked.</param>
public sealed record QualificationInput(
    Guid LeadId,
    string Line,
    DateTimeOffset ReceivedAt,
    string? SubId,
    ContactView Contact,
    ConsentView Consent,
    string? Notes,
    JsonElement? Details,
    QualificationSignals? Signals = null);
