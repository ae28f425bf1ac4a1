using LeadPlatform.Contracts.Problems;

namespace LeadPlatform.Backend.Documentation;

/// <summary>Problem details (RFC 9457) as every service of the platform sends them.</summary>
/// <param name="Type">urn:leadplatform:problem:{code}</param>
/// <param name="Code">Stable name of what is wrong.</param>
/// <param name="Detail">What went wrong and what to do, for people.</param>
/// <param name="RequestId">Finds the request in the logs.</param>
/// <param name="Errors">Every wrong field.</param>
internal sealed record ProblemBody(string Type, string Title, int Status, string Code, string? Detail, string? RequestId, IReadOnlyList<FieldError>? Errors);

/// <summary>A refusal of an endpoint's own.</summary>
internal sealed record Refusal(int Status, string Text);

/// <summary>An example of an endpoint's request body, as JSON.</summary>
internal sealed record RequestExample(string Json);

/// <summary>An example of an endpoint's answer, as JSON.</summary>
internal sealed record AnswerExample(int Status, string Json);

/// <summary>A header that an endpoint reads.</summary>
internal sealed record RequestHeader(string Name, string Text);

internal static class DocumentationExtensions
{
    public static RouteHandlerBuilder Reads(this RouteHandlerBuilder endpoint, string header, string text) => endpoint.WithMetadata(new RequestHeader(header, text));

    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, int status, string text) => endpoint.WithMetadata(new Refusal(status, text));

    public static RouteHandlerBuilder WithExamples(this RouteHandlerBuilder endpoint, string? request, int status, string answer)
    {
        if (request is not null)
            endpoint.WithMetadata(new RequestExample(request));
        return endpoint.WithMetadata(new AnswerExample(status, answer));
    }
}
