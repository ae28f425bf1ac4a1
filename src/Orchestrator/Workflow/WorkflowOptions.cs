using System.ComponentModel.DataAnnotations;
using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.Orchestrator.Workflow;

public sealed class WorkflowOptions : IValidatableObject
{
    public const string Section = "Qualification";

    /// <summary>How long after its arrival a lead waits for others at most; then it goes on with the local result. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:20", ErrorMessage = "Qualification:Deadline must be from 00:00:00.1 to 00:00:20.")]
    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The same for a retry, counted from the request. Default 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:25", ErrorMessage = "Qualification:RetryDeadline must be from 00:00:00.1 to 00:00:25.")]
    public TimeSpan RetryDeadline { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Steps that are left out: <c>analyse</c>, <c>embed</c>. Default none.</summary>
    public IList<string> Skip { get; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Skip.Where(step => step is not (StepName.Analyse or StepName.Embed)).Select(step => new ValidationResult($"Qualification:Skip names {step}; only analyse and embed can be skipped."));
}
