using System.Net.Mail;
using LeadPlatform.Contracts.Agents;
using LeadPlatform.Contracts.Problems;
using NodaTime;

namespace LeadPlatform.Backend.Agents;

/// <summary>What an agent may look like. Every wrong field is told at once.</summary>
internal static class AgentRules
{
    public const int MaxName = 200;
    public const int MaxEmail = 254;
    public const int MaxDailyCapacity = 100_000;
    public const int MaxWeight = 100;

    /// <param name="whole">A new agent: what has no default must be there.</param>
    public static (AgentValues Values, IReadOnlyList<FieldError> Errors) Check(AgentInput input, bool whole)
    {
        var errors = new List<FieldError>();
        if (whole)
            RequireAll(input, errors);
        var values = new AgentValues(
            Name(input.Name, errors),
            Email(input.Email, errors),
            TimeZone(input.TimeZone, errors),
            InRange(input.DailyCapacity, "dailyCapacity", 0, MaxDailyCapacity, errors),
            InRange(input.Weight, "weight", 1, MaxWeight, errors),
            input.Available,
            LicenceRules.Check(input.Licences, errors),
            WorkingHoursRules.Check(input.WorkingHours, errors));
        return (values, errors);
    }

    /// <summary>Names of the members that are given, for the audit log.</summary>
    public static string Given(this AgentInput input)
    {
        (string Name, object? Value)[] members =
        [
            ("name", input.Name), ("email", input.Email), ("timeZone", input.TimeZone), ("dailyCapacity", input.DailyCapacity), ("weight", input.Weight),
            ("available", input.Available), ("licences", input.Licences), ("workingHours", input.WorkingHours),
        ];
        return string.Join(", ", members.Where(member => member.Value is not null).Select(member => member.Name));
    }

    private static void RequireAll(AgentInput input, List<FieldError> errors)
    {
        foreach (var (path, missing) in new[]
        {
            ("name", input.Name is null), ("email", input.Email is null), ("timeZone", input.TimeZone is null), ("dailyCapacity", input.DailyCapacity is null),
        })
        {
            if (missing)
                errors.Add(new FieldError(path, "required", "Required."));
        }
    }

    private static string? Name(string? name, List<FieldError> errors)
    {
        if (name is null)
            return null;
        name = name.Trim();
        if (name.Length is 0 or > MaxName || name.Any(char.IsControl))
            errors.Add(new FieldError("name", "length", $"1 to {MaxName} characters, no control characters."));
        return name;
    }

    private static string? Email(string? email, List<FieldError> errors)
    {
        if (email is null)
            return null;
        email = email.Trim().ToLowerInvariant();
        if (email.Length > MaxEmail || !MailAddress.TryCreate(email, out var address) || address.Address != email || !address.Host.Contains('.', StringComparison.Ordinal))
            errors.Add(new FieldError("email", "format", $"An e-mail address of at most {MaxEmail} characters, such as name@example.com."));
        return email;
    }

    private static string? TimeZone(string? timeZone, List<FieldError> errors)
    {
        if (timeZone is not null && DateTimeZoneProviders.Tzdb.GetZoneOrNull(timeZone) is null)
            errors.Add(new FieldError("timeZone", "unknown", "An IANA time zone, such as America/Chicago."));
        return timeZone;
    }

    private static int? InRange(int? value, string path, int min, int max, List<FieldError> errors)
    {
        if (value < min || value > max)
            errors.Add(new FieldError(path, "range", $"{min} to {max}."));
        return value;
    }
}

/// <summary>What was given, parsed; null where it was left out.</summary>
internal sealed record AgentValues(
    string? Name,
    string? Email,
    string? TimeZone,
    int? DailyCapacity,
    int? Weight,
    bool? Available,
    List<Licence>? Licences,
    List<WorkingHours>? WorkingHours)
{
    /// <summary>Nothing but <see cref="Available"/>: what an agent may change of their own.</summary>
    public bool OnlyAvailable => this == new AgentValues(null, null, null, null, null, Available, null, null);

    public void ApplyTo(Agent agent)
    {
        agent.Name = Name ?? agent.Name;
        agent.Email = Email ?? agent.Email;
        agent.TimeZone = TimeZone ?? agent.TimeZone;
        agent.DailyCapacity = DailyCapacity ?? agent.DailyCapacity;
        agent.Weight = Weight ?? agent.Weight;
        agent.Available = Available ?? agent.Available;
        if (Licences is not null)
            Replace(agent.Licences, Licences, l => (l.State, l.Line), (present, wanted) => present.ExpiresOn = wanted.ExpiresOn);
        if (WorkingHours is not null)
            Replace(agent.WorkingHours, WorkingHours, h => (h.Day, h.From), (present, wanted) => present.To = wanted.To);
    }

    // Row by row: what stays is updated in place, as it keeps its key.
    private static void Replace<TRow, TKey>(List<TRow> present, List<TRow> wanted, Func<TRow, TKey> keyOf, Action<TRow, TRow> update) where TKey : notnull
    {
        var left = wanted.ToDictionary(keyOf);
        present.RemoveAll(row => !left.ContainsKey(keyOf(row)));
        foreach (var row in present)
        {
            if (left.Remove(keyOf(row), out var same))
                update(row, same);
        }

        present.AddRange(left.Values);
    }
}
