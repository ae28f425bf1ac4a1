using System.Globalization;
using LeadPlatform.Contracts.Agents;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Contracts.Problems;

namespace LeadPlatform.Backend.Agents;

internal static class LicenceRules
{
    private const int Max = 400;

    public static List<Licence>? Check(IReadOnlyList<LicenceInput?>? inputs, List<FieldError> errors)
    {
        if (inputs is null)
            return null;
        if (inputs.Count > Max)
        {
            errors.Add(new FieldError("licences", "too_many", $"At most {Max}."));
            return null;
        }

        var seen = new HashSet<(string, string)>();
        var licences = new List<Licence>(inputs.Count);
        for (var i = 0; i < inputs.Count; i++)
        {
            if (One(inputs[i] ?? new LicenceInput(), $"licences[{i}]", errors) is not { } licence)
                continue;
            if (!seen.Add((licence.State, licence.Line)))
                errors.Add(new FieldError($"licences[{i}]", "repeated", "One licence a state and line."));
            licences.Add(licence);
        }

        return licences;
    }

    private static Licence? One(LicenceInput input, string path, List<FieldError> errors)
    {
        var before = errors.Count;
        var state = input.State?.Trim().ToUpperInvariant();
        if (!UsState.IsKnown(state))
            errors.Add(new FieldError($"{path}.state", input.State is null ? "required" : "unknown", "A two-letter code of a US state, DC or a territory."));
        if (!Line.IsKnown(input.Line))
            errors.Add(new FieldError($"{path}.line", input.Line is null ? "required" : "unknown", $"One of {string.Join(", ", Line.All)}."));
        if (!DateOnly.TryParseExact(input.ExpiresOn, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var expiresOn))
            errors.Add(new FieldError($"{path}.expiresOn", input.ExpiresOn is null ? "required" : "format", "A date, such as 2027-06-30."));
        return errors.Count > before ? null : new Licence { State = state!, Line = input.Line!, ExpiresOn = expiresOn };
    }
}
