using System.Text.Json.Nodes;
using LeadPlatform.Contracts.Problems;

namespace LeadPlatform.DataService.Capture;

/// <summary>
/// Reads a lead that was posted as a form. A field is named with its member's path (<c>contact.email</c>, <c>details.vehicleYear</c>); a list is its name
/// repeated; an empty field is one that was not given. What is wrong with single fields is collected, beside whatever else is wrong with the lead.
/// </summary>
internal static class LeadFormReader
{
    /// <exception cref="LeadPostException">The body is no form.</exception>
    public static LeadPost Read(ReadOnlySpan<byte> body, List<FieldError> errors)
    {
        if (body.IsEmpty)
            throw new LeadPostException("The body is empty; send a lead's fields.");
        var lead = new LeadPost();
        var details = new DetailsBuilder();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var fields = new FormFields(body);
        while (fields.TryRead())
        {
            var (name, value) = (fields.Name, fields.Value);
            var list = LeadMembers.List(name);
            if (list is null && !seen.Add(name))
                Wrong(errors, name, "repeated", "Send each field once.");
            else if (list is not null && value.Length > 0)
                list(lead).Add(value);
            else if (LeadMembers.Text(name) is { } set)
                set(lead, value);
            else if (name.StartsWith(LeadMembers.Details, StringComparison.Ordinal))
                details.Add(name[LeadMembers.Details.Length..], value, errors);
            else if (list is null)
                Wrong(errors, name, "unknown_member", "There is no such member.");
        }

        lead.Details = details.ToBytes();
        if (lead.Details is { } all)
            LeadDetails.Check(all, "details", errors);
        return lead;
    }

    private static void Wrong(List<FieldError> errors, string name, string code, string message)
    {
        if (errors.Count < LeadRules.MaxErrors)
            errors.Add(new FieldError(LeadRules.Shown(name), code, message));
    }
}

/// <summary>Puts a lead's details together from texts under dotted names.</summary>
internal sealed class DetailsBuilder
{
    private JsonObject? _details;

    /// <param name="path">Below <c>details</c>; each dot is a level.</param>
    /// <param name="text">An empty one is left out.</param>
    public void Add(string path, string text, List<FieldError> errors)
    {
        if (text.Length == 0)
            return;
        var value = DetailTypes.Read(ref path, text, out var rule);
        if (rule is not null)
            Wrong(path, "type", rule, errors);
        else
            Add(path, value!, errors);
    }

    /// <param name="value">Without a parent.</param>
    public void Add(string path, JsonNode value, List<FieldError> errors)
    {
        var names = path.Split('.');
        if (names.Length >= LeadDetails.MaxDepth)
        {
            Wrong(path, "too_deep", $"At most {LeadDetails.MaxDepth} levels deep.", errors);
            return;
        }

        var at = _details ??= [];
        foreach (var name in names.AsSpan(0, names.Length - 1))
        {
            at[name] ??= new JsonObject();
            if (at[name] is not JsonObject next)
            {
                Wrong(path, "repeated", "The same name is a value and an object.", errors);
                return;
            }

            at = next;
        }

        if (!at.TryAdd(names[^1], value))
            Wrong(path, "repeated", "Give each detail once.", errors);
    }

    /// <summary>The details as JSON, UTF-8; null where there are none.</summary>
    public byte[]? ToBytes() => _details is null ? null : System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(_details);

    private static void Wrong(string path, string code, string message, List<FieldError> errors)
    {
        if (errors.Count < LeadRules.MaxErrors)
            errors.Add(new FieldError(LeadRules.Shown(LeadMembers.Details + path), code, message));
    }
}
