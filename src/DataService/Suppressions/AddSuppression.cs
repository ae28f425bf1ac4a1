using LeadPlatform.Contracts.Problems;
using LeadPlatform.Contracts.Suppressions;
using LeadPlatform.DataService.Contacts;
using LeadPlatform.DataService.Storage;
using LeadPlatform.ServiceDefaults.Auditing;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace LeadPlatform.DataService.Suppressions;

/// <summary><c>POST /v1/suppressions</c>: from its answer on, leads with that phone or e-mail go no further.</summary>
internal static class AddSuppression
{
    public const int MaxOrigin = 200;

    public static async Task<Results<Created<SuppressionView>, Ok<SuppressionView>, ProblemHttpResult>> HandleAsync(
        SuppressionInput input, ContactKeys keys, SuppressionTable table, LeadsContext database, HttpContext http, TimeProvider time, CancellationToken cancellationToken)
    {
        var errors = new List<FieldError>();
        var value = Value(input, keys, errors);
        var origin = Origin(input.Origin, errors);
        CheckExpiry(input.ExpiresAt, time, errors);
        if (errors.Count > 0)
            return Problem.Validation(errors);

        var added = await table.AddAsync([value], origin, input.ExpiresAt, count => http.Audit("suppression", null, $"{value.Kind}, {count} new"), cancellationToken);
        if (await database.Suppressions.AsNoTracking().SingleOrDefaultAsync(row => row.Key == value.Key, cancellationToken) is not { } entry)
            return Problem.Conflict(ProblemCode.Conflict, "The entry was removed at the same moment.");
        var view = SuppressionViews.Of(entry);
        return added.Count > 0 ? TypedResults.Created($"/v1/suppressions/{entry.SuppressionId}", view) : TypedResults.Ok(view);
    }

    public static string? Origin(string? text, List<FieldError> errors)
    {
        var origin = text?.Trim();
        if (origin?.Length > MaxOrigin || origin?.Any(char.IsControl) is true)
            errors.Add(new FieldError("origin", "too_long", $"At most {MaxOrigin} characters, no control characters."));
        return origin is { Length: > 0 } ? origin : null;
    }

    public static void CheckExpiry(DateTimeOffset? expiresAt, TimeProvider time, List<FieldError> errors)
    {
        if (expiresAt <= time.GetUtcNow())
            errors.Add(new FieldError("expiresAt", "range", "Must lie in the future."));
    }

    private static SuppressedValue Value(SuppressionInput input, ContactKeys keys, List<FieldError> errors)
    {
        SuppressedValue? value = null;
        if (input.Phone is null == input.Email is null)
            errors.Add(new FieldError("phone", "required", "Give phone or email, one of them."));
        else if (input.Phone is { } phone && (value = SuppressedValue.OfPhone(phone, keys)) is null)
            errors.Add(new FieldError("phone", "format", "Must be a phone number that can be dialled, with area code."));
        else if (input.Email is { } email && (value = SuppressedValue.OfEmail(email, keys)) is null)
            errors.Add(new FieldError("email", "format", "Must be an e-mail address such as name@example.com."));
        return value ?? default;
    }
}
