using System.Text.Json;
using LeadPlatform.Contracts.Importing;
using LeadPlatform.DataService.Storage;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;

namespace LeadPlatform.DataService.Importing;

/// <summary>
/// <c>GET /v1/imports/{id}/events</c>: the import as it is now and at every change (event <c>import</c>, twice a second at most), whatever instance runs it;
/// the stream ends with the import. A comment every 15 s tells that the line is alive.
/// </summary>
internal static class FollowImport
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public static async Task<IResult> HandleAsync(
        Guid id, HttpContext context, IServiceScopeFactory scopes, IHostApplicationLifetime lifetime, TimeProvider time, CancellationToken cancellationToken)
    {
        var caller = context.User.Caller();
        if (await FindAsync() is not { } first)
            return Problem.NotFound("import");
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            await FollowAsync(first, ending.Token);
        }
        catch (OperationCanceledException)
        {
            // The client has gone, or the service stops: both end a stream in order.
        }

        return Results.Empty;

        async Task FollowAsync(ImportView view, CancellationToken stopping)
        {
            var (told, toldAt) = ("", time.GetTimestamp());
            using var timer = new PeriodicTimer(Interval, time);
            while (true)
            {
                var now = JsonSerializer.Serialize(view, ImportJson.Default.ImportView);
                if (now != told || time.GetElapsedTime(toldAt) > Heartbeat)
                {
                    await context.Response.WriteAsync(now != told ? $"event: import\ndata: {now}\n\n" : ": alive\n\n", stopping);
                    await context.Response.Body.FlushAsync(stopping);
                    (told, toldAt) = (now, time.GetTimestamp());
                }

                if (ImportStatus.IsEnd(view.Status) || !await timer.WaitForNextTickAsync(stopping) || await FindAsync() is not { } next)
                    return;
                view = next;
            }
        }

        async Task<ImportView?> FindAsync()
        {
            await using var scope = scopes.CreateAsyncScope();
            var imports = scope.ServiceProvider.GetRequiredService<LeadsContext>().Set<Import>().AsNoTracking().VisibleTo(caller);
            return (await imports.SingleOrDefaultAsync(row => row.ImportId == id, cancellationToken))?.ToView();
        }
    }
}
