using LeadPlatform.Contracts.Leads;
using LeadPlatform.Orchestrator.Workflow;

namespace LeadPlatform.Orchestrator.Embedding;

/// <summary>Has the lead embedded for searches by likeness. Without a provider DataService does it by itself, at the side of its vectors.</summary>
internal sealed class EmbedStep(Embedder embedder, TimeProvider time) : ILeadStep
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    public string Name => StepName.Embed;

    public void Begin(LeadCase lead)
    {
        if (embedder.Asks && lead.Deadline > time.GetUtcNow())
            lead.Embedding = embedder.Begin(lead.Facts);
    }

    public ValueTask<StepResult> RunAsync(LeadCase lead, CancellationToken cancellationToken)
    {
        if (!embedder.Asks)
            return new(StepResult.Skipped("local"));
        if (lead.Embedding is not { } put)
            return new(new StepResult(StepOutcome.Late, "not_begun"));
        var left = lead.Deadline - time.GetUtcNow();
        if (put.IsCompleted || left > TimeSpan.Zero)
            return WaitAsync(put, left < TimeSpan.Zero ? TimeSpan.Zero : left < Longest ? left : Longest, cancellationToken);
        return new(new StepResult(StepOutcome.Late, "deadline"));
    }

    private async ValueTask<StepResult> WaitAsync(Task<string?> put, TimeSpan left, CancellationToken cancellationToken)
    {
        try
        {
            return await put.WaitAsync(left, time, cancellationToken) is { } fault ? new(StepOutcome.Fallback, fault) : new(StepOutcome.Done, By: embedder.By);
        }
        catch (TimeoutException)
        {
            return new(StepOutcome.Late, "deadline");
        }
    }
}
