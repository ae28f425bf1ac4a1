using LeadPlatform.Frontend.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LeadPlatform.Frontend.Site;

/// <summary>Readers of pages get a page when something is missing or broken; problem details are for programs.</summary>
internal static partial class ErrorPagesExtensions
{
    public static void UseErrorPages(this WebApplication app)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ErrorPagesExtensions));
        app.Use(async (context, next) =>
        {
            try
            {
                await next(context);
            }
            catch (SignInUnavailableException exception) when (!context.Response.HasStarted)
            {
                Log.SignInUnavailable(logger, exception.InnerException?.Message ?? "");
                await Page(ErrorPageText.SignInUnavailable).ExecuteAsync(context);
            }
            catch (Exception exception) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested && WantsPage(context.Request))
            {
                var broken = exception is not BadHttpRequestException;
                if (broken)
                    Log.PageFailed(logger, exception, exception.GetType().Name);
                await Page(broken ? ErrorPageText.Broken : ErrorPageText.Unreadable).ExecuteAsync(context);
            }
        });
    }

    public static void MapErrorPages(this WebApplication app) => app.MapFallback(() => Page(ErrorPageText.Missing)).AllowAnonymous();

    public static RazorComponentResult<ErrorPage> Page(ErrorPageText text) =>
        new(new Dictionary<string, object?> { [nameof(ErrorPage.Text)] = text }) { StatusCode = text.Status };

    private static bool WantsPage(HttpRequest request) => request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private static partial class Log
    {
        [LoggerMessage(EventId = 401, Level = LogLevel.Warning, Message = "Nobody can sign in: {Reason}")]
        public static partial void SignInUnavailable(ILogger logger, string reason);

        [LoggerMessage(EventId = 400, Level = LogLevel.Error, Message = "A page failed with {ExceptionType}")]
        public static partial void PageFailed(ILogger logger, Exception exception, string exceptionType);
    }
}

public sealed record ErrorPageText(int Status, string Title, string Text, string LinkText, string Link)
{
    public static readonly ErrorPageText Missing = new(404, "There is no such page", "The address may be mistyped, or the page has moved.", "To the start page", "/");

    public static readonly ErrorPageText Broken = new(500, "Something broke on our side", "It has been noted. Go back and try again in a minute.", "To the start page", "/");

    public static readonly ErrorPageText Unreadable = new(400, "We could not read that request", "Go back and try again.", "To the start page", "/");

    public static readonly ErrorPageText FromElsewhere = new(403, "This form can't be sent from there", "It was sent by a page of another site.", "To the start page", "/");

    public static readonly ErrorPageText SignInFailed = new(
        400, "Sign-in did not work", "It may have taken too long, or it was started in another tab. Nothing is lost: sign in again.", "Sign in again", "/console");

    public static readonly ErrorPageText SignInUnavailable = new(
        503, "Sign-in is not available right now", "The platform does not answer. Wait a moment and try again.", "Try again", "/console");

    public static readonly ErrorPageText SignedOut = new(200, "You are signed out", "Close this tab, or sign in again to go on working.", "Sign in again", "/console");
}
