using System.Security.Claims;
using LeadPlatform.Backend.Sources.Publishers;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.Contracts.Sources;
using LeadPlatform.ServiceDefaults.Callers;

namespace LeadPlatform.Backend.Sources;

/// <summary>What a source may look like. Every wrong field is told at once.</summary>
internal static class SourceRules
{
    public const int MaxRequestsPerSecond = 100_000;
    public const int MaxBurst = 1_000_000;

    public static List<FieldError> Check(SourceInput input, ClaimsPrincipal caller, out string? name)
    {
        var errors = new List<FieldError>();
        name = Publisher.CheckName(input.Name, required: false, errors);
        Plan("requestsPerSecond", input.RequestsPerSecond, MaxRequestsPerSecond);
        Plan("burst", input.Burst, MaxBurst);
        return errors;

        void Plan(string field, int? value, int most)
        {
            if (value is null)
                return;
            if (!caller.May(Permission.ManagePublishers))
                errors.Add(new FieldError(field, "not_allowed", "The plan is set by admins."));
            else if (value < 1 || value > most)
                errors.Add(new FieldError(field, "range", $"1 to {most}."));
        }
    }

    public static void Apply(SourceInput input, string? name, Source source)
    {
        source.Name = name ?? source.Name;
        source.RequestsPerSecond = input.RequestsPerSecond ?? source.RequestsPerSecond;
        source.Burst = input.Burst ?? source.Burst;
        source.Disabled = input.Disabled ?? source.Disabled;
    }

    /// <summary>What is changed, for the audit log; that a source is shut or opened is told.</summary>
    public static string Given(SourceInput input)
    {
        (string Name, object? Value)[] members =
        [
            ("name", input.Name), ("requestsPerSecond", input.RequestsPerSecond), ("burst", input.Burst), (input.Disabled is true ? "disabled" : "enabled", input.Disabled),
        ];
        return string.Join(", ", members.Where(member => member.Value is not null).Select(member => member.Name));
    }
}
