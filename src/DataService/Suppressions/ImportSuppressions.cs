using System.Globalization;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.Contracts.Suppressions;
using LeadPlatform.DataService.Contacts;
using LeadPlatform.ServiceDefaults.Auditing;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace LeadPlatform.DataService.Suppressions;

/// <summary>
/// <c>POST /v1/suppressions/import</c>: a list of phones and e-mails, read as it comes. Of each value only what it is recognised by is kept in memory until the
/// body has ended; then all are written at once, so that a slow sender holds no transaction open and a broken one leaves nothing behind.
/// </summary>
internal static class ImportSuppressions
{
    /// <param name="Origin">Where the list comes from, at most 200 characters.</param>
    /// <param name="ExpiresAt">From when its values may be used again, ISO 8601; never where it is left out.</param>
    internal sealed record Query([property: FromQuery] string? Origin, [property: FromQuery] string? ExpiresAt);

    internal sealed record Services(ContactKeys Keys, SuppressionTable Table, IOptions<SuppressionOptions> Options, TimeProvider Time);

    public static async Task<Results<Ok<SuppressionImportView>, ProblemHttpResult>> HandleAsync(
        [AsParameters] Query query, [AsParameters] Services services, HttpContext context, CancellationToken cancellationToken)
    {
        var errors = new List<FieldError>();
        var origin = AddSuppression.Origin(query.Origin, errors);
        DateTimeOffset? expiresAt = DateTimeOffset.TryParse(query.ExpiresAt, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
        if (query.ExpiresAt is not null && expiresAt is null)
            errors.Add(new FieldError("expiresAt", "format", "Must be an ISO 8601 time such as 2026-01-31T17:05:00Z."));
        AddSuppression.CheckExpiry(expiresAt, services.Time, errors);
        if (errors.Count > 0)
            return Problem.InvalidRequest(errors);
        if (!IsList(context.Request.ContentType))
            return Problem.Of(StatusCodes.Status415UnsupportedMediaType, ProblemCode.UnsupportedMediaType, "Send the list as text/csv or text/plain.");

        var options = services.Options.Value;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = options.MaxImportBytes;
        var list = new SuppressionImport(services.Keys, options);
        await foreach (var (number, text) in ImportLines.ReadAsync(context.Request.BodyReader, cancellationToken))
        {
            if (!list.TryAdd(number, text))
                return Problem.Of(StatusCodes.Status413PayloadTooLarge, ProblemCode.TooLarge, $"A list holds at most {options.MaxImportValues} values; nothing was added.");
        }

        if (list.Values.Count == 0)
        {
            context.NothingToAudit();
            return TypedResults.Ok(list.ToView(0));
        }

        var added = await services.Table.AddAsync(
            list.Values, origin, expiresAt, count => context.Audit("suppression", null, $"{list.Values.Count} values, {count} new"), cancellationToken);
        return TypedResults.Ok(list.ToView(added.Count));
    }

    private static bool IsList(string? contentType) =>
        contentType?.Split(';')[0].Trim() is { } type
        && (type.Equals("text/csv", StringComparison.OrdinalIgnoreCase) || type.Equals("text/plain", StringComparison.OrdinalIgnoreCase));
}
