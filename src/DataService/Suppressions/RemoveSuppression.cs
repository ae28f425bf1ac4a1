using System.ComponentModel;
using System.Security.Claims;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.DataService.Contacts;
using LeadPlatform.DataService.Storage;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace LeadPlatform.DataService.Suppressions;

/// <summary><c>DELETE /v1/suppressions/{id}</c>, or <c>DELETE /v1/suppressions</c> with a phone or e-mail: the value may be used again.</summary>
internal static partial class RemoveSuppression
{
    public static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, ClaimsPrincipal user, LeadsContext database, ILogger<SuppressionTable> logger, CancellationToken cancellationToken) =>
        await RemoveAsync(database.Suppressions.Where(row => row.SuppressionId == id), user, logger, cancellationToken);

    public static async Task<Results<NoContent, ProblemHttpResult>> HandleValueAsync(
        [Description("The phone, in any format.")] string? phone,
        [Description("The e-mail.")] string? email,
        ClaimsPrincipal user,
        ContactKeys keys,
        LeadsContext database,
        ILogger<SuppressionTable> logger,
        CancellationToken cancellationToken)
    {
        var errors = new List<FieldError>();
        if (SuppressionQuery.Key(phone, email, keys, errors) is { } key)
            return await RemoveAsync(database.Suppressions.Where(row => row.Key == key), user, logger, cancellationToken);
        if (errors.Count == 0)
            errors.Add(new FieldError("phone", "required", "Give phone or email."));
        return Problem.InvalidRequest(errors);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        IQueryable<Suppression> entry, ClaimsPrincipal user, ILogger logger, CancellationToken cancellationToken)
    {
        if (await entry.ExecuteDeleteAsync(cancellationToken) == 0)
            return Problem.NotFound("suppression");
        Log.Removed(logger, user.Caller().Subject);
        return TypedResults.NoContent();
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2600, Level = LogLevel.Information, Message = "{Subject} removed an entry of the suppression list")]
        public static partial void Removed(ILogger logger, string subject);
    }
}
