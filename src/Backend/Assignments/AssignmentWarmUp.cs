using LeadPlatform.ServiceDefaults.WarmUp;

namespace LeadPlatform.Backend.Assignments;

/// <summary>Assigns nothing to nobody, with every statement that takes.</summary>
internal sealed class AssignmentWarmUp(Assigner assigner) : IWarmUp
{
    public Task WarmUpAsync(CancellationToken cancellationToken) => assigner.AssignAsync([], cancellationToken);
}
