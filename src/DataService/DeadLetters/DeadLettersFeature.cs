using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.ServiceDefaults.Auditing;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Problems;
using NATS.Client.Core;

namespace LeadPlatform.DataService.DeadLetters;

internal static class DeadLettersFeature
{
    private const string RetryAfterSeconds = "5";

    public static WebApplicationBuilder AddDeadLetters(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<DeadLetterOptions>().BindConfiguration(DeadLetterOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<DeadLetterScan>();
        builder.Services.AddSingleton<DeadLetterReplays>();
        builder.Services.AddHostedService<DeadLetterWatch>();
        return builder;
    }

    public static WebApplication MapDeadLetters(this WebApplication app)
    {
        var letters = app.MapGroup("/v1/dead-letters").WithTags("Dead letters").RequirePermission(Permission.ManageDeadLetters).AddEndpointFilter(AnswerWithoutNatsAsync)
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        letters.MapGet("", ListDeadLetters.HandleAsync).WithName("listDeadLetters").WithSummary("List events that were given up, oldest first").ProducesProblem(StatusCodes.Status400BadRequest);
        letters.MapPost("replay", ReplayDeadLetters.HandleAsync).Audited("dead-letter.replay").WithName("replayDeadLetters").WithSummary("Replay those of a filter, a batch in a call").ProducesProblem(StatusCodes.Status400BadRequest);
        letters.MapGet("{id:long:min(1)}", GetDeadLetter.HandleAsync).WithName("getDeadLetter").WithSummary("Read a dead letter with its event").ProducesProblem(StatusCodes.Status404NotFound);
        letters.MapPost("{id:long:min(1)}/replay", ReplayDeadLetter.HandleAsync).Audited("dead-letter.replay").WithName("replayDeadLetter").WithSummary("Hand a dead letter to its consumer once more")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        letters.MapDelete("{id:long:min(1)}", DiscardDeadLetter.HandleAsync).Audited("dead-letter.discard").WithName("discardDeadLetter").WithSummary("Throw a dead letter away").ProducesProblem(StatusCodes.Status404NotFound);
        return app;
    }

    private static async ValueTask<object?> AnswerWithoutNatsAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (NatsException)
        {
            context.HttpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
            return Problem.Of(StatusCodes.Status503ServiceUnavailable, ProblemCode.Unavailable, "The stream of dead letters can't be reached right now; try again after Retry-After.");
        }
    }
}
