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
    public const int MaxPlan = 50;
    public const int MaxOrigins = 20;

    public static List<FieldError> Check(SourceInput input, ClaimsPrincipal caller, SourceOptions options, out string? name)
    {
        var errors = new List<FieldError>();
        name = Publisher.CheckName(input.Name, required: false, errors);
        var setsPlans = caller.May(Permission.ManagePublishers);
        Rate("requestsPerSecond", input.RequestsPerSecond, MaxRequestsPerSecond);
        Rate("burst", input.Burst, MaxBurst);
        if (input.Plan is not null && !setsPlans)
            errors.Add(new FieldError("plan", "not_allowed", "The plan is set by admins."));
        else if (input.Plan is not null && (input.RequestsPerSecond ?? input.Burst) is not null)
            errors.Add(new FieldError("plan", "not_allowed", "A source has a plan or a rate of its own: give plan, or requestsPerSecond and burst."));
        else if (input.Plan is not null && !options.Plans.ContainsKey(input.Plan))
            errors.Add(new FieldError("plan", "unknown", options.Plans.Count == 0 ? "There are no plans." : $"One of {string.Join(", ", options.Plans.Keys)}."));
        if (input.Origins?.Count > MaxOrigins)
            errors.Add(new FieldError("origins", "too_many", $"At most {MaxOrigins} origins."));
        foreach (var (i, origin) in (input.Origins ?? []).Take(MaxOrigins).Index())
        {
            if (!WebOrigin.IsOne(origin))
                errors.Add(new FieldError($"origins[{i}]", "format", "An origin as browsers send it, such as https://quotes.example.com: no path, the port where it is not 443, http for localhost alone."));
        }

        return errors;

        void Rate(string field, int? value, int most)
        {
            if (value is null)
                return;
            if (!setsPlans)
                errors.Add(new FieldError(field, "not_allowed", "The plan is set by admins."));
            else if (value < 1 || value > most)
                errors.Add(new FieldError(field, "range", $"1 to {most}."));
        }
    }

    public static void Apply(SourceInput input, string? name, SourceOptions options, Source source)
    {
        source.Name = name ?? source.Name;
        if (input.Plan is { } plan)
        {
            var rate = options.Plans[plan];
            (source.Plan, source.RequestsPerSecond, source.Burst) = (plan, rate.RequestsPerSecond, rate.Burst);
        }
        else if ((input.RequestsPerSecond ?? input.Burst) is not null)
        {
            (source.Plan, source.RequestsPerSecond, source.Burst) = (null, input.RequestsPerSecond ?? source.RequestsPerSecond, input.Burst ?? source.Burst);
        }

        if (input.Origins is { } origins)
            source.Origins = [.. origins.Distinct(StringComparer.Ordinal)!];
        source.Disabled = input.Disabled ?? source.Disabled;
    }

    /// <summary>What is changed, for the audit log; which plan is given is told, and that a source is shut or opened.</summary>
    public static string Given(SourceInput input)
    {
        (string Name, object? Value)[] members =
        [
            ("name", input.Name), ($"plan {input.Plan}", input.Plan), ("requestsPerSecond", input.RequestsPerSecond), ("burst", input.Burst), ("origins", input.Origins),
            (input.Disabled is true ? "disabled" : "enabled", input.Disabled),
        ];
        return string.Join(", ", members.Where(member => member.Value is not null).Select(member => member.Name));
    }
}
