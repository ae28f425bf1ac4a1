using LeadPlatform.Contracts.Problems;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace LeadPlatform.Backend.Preconditions;

/// <summary>The precondition of a change; none where the header is left out.</summary>
internal readonly record struct IfMatch(IList<EntityTagHeaderValue>? Tags)
{
    public const string Header = "If-Match";
    public const string HeaderText = "The ETag of the version that was read, or *.";

    public static bool TryRead(HttpRequest request, out IfMatch match)
    {
        match = default;
        var header = request.Headers.IfMatch;
        if (header.Count == 0)
            return true;
        if (!EntityTagHeaderValue.TryParseStrictList(header, out var tags))
            return false;
        match = new IfMatch(tags);
        return true;
    }

    /// <summary>400: the header can't be read.</summary>
    public static ProblemHttpResult Unreadable() => Problem.InvalidRequest([new FieldError(Header, "format", "The ETag as it was answered, or *.")]);

    /// <summary>412: somebody changed it since.</summary>
    /// <param name="what">What was to be changed: agent, source.</param>
    public static ProblemHttpResult Changed(string what) =>
        Problem.Of(StatusCodes.Status412PreconditionFailed, ProblemCode.PreconditionFailed, $"The {what} has changed since it was read; read it again.");

    public bool Allows(string current)
    {
        var present = new EntityTagHeaderValue(current);
        return Tags is null || Tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(present, useStrongComparison: true));
    }
}
