using System.ComponentModel;
using LeadPlatform.Auditing;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.DataService.Contacts;
using LeadPlatform.DataService.Storage;
using LeadPlatform.ServiceDefaults.Auditing;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace LeadPlatform.DataService.Suppressions;

/// <summary><c>DELETE /v1/suppressions/{id}</c>, or <c>DELETE /v1/suppressions</c> with a phone or e-mail: the value may be used again.</summary>
internal static partial class RemoveSuppression
{
    internal sealed record Services(LeadsContext Database, AuditLog Audit, ILogger<SuppressionTable> Logger);

    public static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, HttpContext http, [AsParameters] Services services, CancellationToken cancellationToken) =>
        await RemoveAsync(services.Database.Suppressions.Where(row => row.SuppressionId == id), http, services, cancellationToken);

    public static async Task<Results<NoContent, ProblemHttpResult>> HandleValueAsync(
        [Description("The phone, in any format.")] string? phone,
        [Description("The e-mail.")] string? email,
        HttpContext http,
        ContactKeys keys,
        [AsParameters] Services services,
        CancellationToken cancellationToken)
    {
        var errors = new List<FieldError>();
        if (SuppressionQuery.Key(phone, email, keys, errors) is { } key)
            return await RemoveAsync(services.Database.Suppressions.Where(row => row.Key == key), http, services, cancellationToken);
        if (errors.Count == 0)
            errors.Add(new FieldError("phone", "required", "Give phone or email."));
        return Problem.InvalidRequest(errors);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        IQueryable<Suppression> entry, HttpContext http, Services services, CancellationToken cancellationToken)
    {
        await using var transaction = await services.Database.Database.BeginTransactionAsync(cancellationToken);
        if (await entry.Select(row => (Guid?)row.SuppressionId).SingleOrDefaultAsync(cancellationToken) is not { } id || await entry.ExecuteDeleteAsync(cancellationToken) == 0)
            return Problem.NotFound("suppression");
        await services.Audit.AppendAsync(services.Database, http.Audit("suppression", id), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Log.Removed(services.Logger, http.User.Caller().Subject);
        return TypedResults.NoContent();
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2600, Level = LogLevel.Information, Message = "{Subject} removed an entry of the suppression list")]
        public static partial void Removed(ILogger logger, string subject);
    }
}
