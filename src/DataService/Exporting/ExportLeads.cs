using System.ComponentModel;
using System.IO.Compression;
using System.IO.Pipelines;
using LeadPlatform.Auditing;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.DataService.Reading;
using LeadPlatform.DataService.Storage;
using LeadPlatform.ServiceDefaults.Auditing;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace LeadPlatform.DataService.Exporting;

/// <summary><c>GET /v1/leads/export</c>; README.md here says what the columns are.</summary>
internal static partial class ExportLeads
{
    public const string Description =
        """
        Streams every lead of the filters that the caller may see, with consumer, consent and outcome; there is no limit. The columns are the API's paths (`contact.firstName`), those of `lead.`
        tell what became of it here. An export can be imported again as it is. One that fails midway breaks off: an answer that ends in order is complete.
        """;

    internal sealed record Query(
        [property: FromQuery, Description("csv (default) or jsonl.")] string? Format,
        [property: FromQuery, Description("As of the list.")] string? Q,
        [property: FromQuery, Description("As of the list.")] string? Status,
        [property: FromQuery, Description("As of the list.")] string? Line,
        [property: FromQuery, Description("As of the list.")] string? State,
        [property: FromQuery, Description("As of the list.")] string? From,
        [property: FromQuery, Description("As of the list.")] string? To);

    internal sealed record Services(
        LeadsContext Database, LeadListFilter Filter, LeadQueries Leads, AuditLog Audit, IOptions<ExportOptions> Options, TimeProvider Time, ILogger<ExportOptions> Logger);

    public static async Task<IResult> HandleAsync([AsParameters] Query query, [AsParameters] Services services, HttpContext context, CancellationToken cancellationToken)
    {
        var caller = context.User.Caller();
        var list = new ListLeads.Query(query.Q, query.Status, query.Line, query.State, query.From, query.To, null, null);
        var (leads, _, errors) = services.Filter.Apply(list, services.Database, LeadVisibility.Of(caller));
        var format = query.Format ?? LeadRows.Csv;
        if (format is not (LeadRows.Csv or LeadRows.JsonLines))
            errors.Add(new FieldError("format", "unknown", $"Must be {LeadRows.Csv} or {LeadRows.JsonLines}."));
        if (errors.Count > 0)
            return Problem.InvalidRequest(errors);

        var rows = 0L;
        try
        {
            // Before the answer begins, so that a database that is away is a problem of its own.
            var page = await PageAsync(leads, null, services, cancellationToken);
            await services.Audit.WriteAsync(context.Audit("lead", null, Asked(format, query)), cancellationToken);
            Begin(context, format, services.Time.GetUtcNow());
            await using var packed = Packed(context);
            var output = packed is null ? context.Response.BodyWriter : PipeWriter.Create(packed, new StreamPipeWriterOptions(leaveOpen: true));
            var writer = LeadRows.Of(format, output);
            writer.Begin();
            while (page.Count > 0)
            {
                foreach (var lead in page)
                    await writer.WriteAsync(lead, cancellationToken);
                rows += page.Count;
                page = page.Count < services.Options.Value.PageSize ? [] : await PageAsync(leads, page[^1].LeadId, services, cancellationToken);
            }

            await output.FlushAsync(cancellationToken);
            Log.Exported(services.Logger, rows, format, caller.Subject);
        }
        catch (Exception exception) when (context.Response.HasStarted)
        {
            if (!cancellationToken.IsCancellationRequested)
                Log.BrokeOff(services.Logger, exception.GetType().Name, rows, format, caller.Subject);
            context.Abort();
        }

        return Results.Empty;
    }

    /// <summary>Which filters were given: what they ask for may tell of a person.</summary>
    private static string Asked(string format, Query query)
    {
        (string Name, string? Value)[] filters = [("q", query.Q), ("status", query.Status), ("line", query.Line), ("state", query.State), ("from", query.From), ("to", query.To)];
        var given = filters.Where(filter => filter.Value is not null).Select(filter => filter.Name).ToList();
        return given.Count == 0 ? $"{format}; all that the caller may see" : $"{format}; by {string.Join(", ", given)}";
    }

    private static async Task<List<LeadView>> PageAsync(IQueryable<Lead> leads, Guid? after, Services services, CancellationToken cancellationToken)
    {
        if (after is { } last)
            leads = leads.Where(lead => lead.LeadId.CompareTo(last) < 0);
        var ids = await leads.OrderByDescending(lead => lead.LeadId).Take(services.Options.Value.PageSize).Select(lead => lead.LeadId).ToArrayAsync(cancellationToken);
        var page = await services.Leads.FindAsync(ids, cancellationToken);
        var place = ids.Index().ToDictionary(one => one.Item, one => one.Index);
        page.Sort((one, other) => place[one.LeadId].CompareTo(place[other.LeadId]));
        return page;
    }

    private static void Begin(HttpContext context, string format, DateTimeOffset now)
    {
        context.Response.ContentType = format == LeadRows.Csv ? "text/csv; charset=utf-8" : "application/x-ndjson; charset=utf-8";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"leads-{now:yyyyMMdd-HHmmss}.{format}\"";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Vary = HeaderNames.AcceptEncoding;
    }

    private static GZipStream? Packed(HttpContext context)
    {
        if (!context.Request.GetTypedHeaders().AcceptEncoding.Any(encoding => encoding.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase) && encoding.Quality is not 0))
            return null;
        context.Response.Headers.ContentEncoding = "gzip";
        return new GZipStream(context.Response.Body, CompressionLevel.Fastest, leaveOpen: true);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1720, Level = LogLevel.Information, Message = "Exported {Rows} leads as {Format} for {Caller}")]
        public static partial void Exported(ILogger logger, long rows, string format, string caller);

        [LoggerMessage(EventId = 1721, Level = LogLevel.Error, Message = "An export broke off with {ExceptionType} after {Rows} leads as {Format} for {Caller}")]
        public static partial void BrokeOff(ILogger logger, string exceptionType, long rows, string format, string caller);
    }
}
