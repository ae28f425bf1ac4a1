using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeadPlatform.DataService.Graph.Cypher;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LeadPlatform.DataService.Tests.Graph.StandIns;

/// <summary>
/// Stands in for a vendor's server on real HTTP: checks every request to the letter, answers it by running the statement in kuzu, and replays faults on demand.
/// What a request does wrong is kept, so that no retry can hide it.
/// </summary>
internal abstract partial class CypherStandIn : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Func<HttpContext, Task>> _faults = new();
    private readonly ConcurrentQueue<string> _violations = new();
    private int _requests;

    protected CypherStandIn(Kuzu kuzu)
    {
        Kuzu = kuzu;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public Uri Address => new(_app.Urls.Single());

    /// <summary>What requests did wrong.</summary>
    public IReadOnlyCollection<string> Violations => _violations;

    public int Requests => Volatile.Read(ref _requests);

    protected Kuzu Kuzu { get; }

    public Task StartAsync() => _app.StartAsync();

    /// <summary>Answers the next request like this instead.</summary>
    public void Next(Func<HttpContext, Task> fault) => _faults.Enqueue(fault);

    public Task NextStatusAsync(int status, string contentType, string body, string? retryAfter = null)
    {
        Next(context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = contentType;
            if (retryAfter is not null)
                context.Response.Headers.RetryAfter = retryAfter;
            return context.Response.WriteAsync(body);
        });
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await Kuzu.DisposeAsync();
    }

    /// <summary>Checks the request and answers it.</summary>
    protected abstract Task HandleAsync(HttpContext context);

    /// <exception cref="InvalidOperationException">It does not hold.</exception>
    protected static void Check(bool holds, string rule)
    {
        if (!holds)
            throw new InvalidOperationException(rule);
    }

    /// <summary>The parameters are those the statement asks for, no more and no less, and of kinds both stores take.</summary>
    protected static void CheckParameters(string statement, JsonObject parameters)
    {
        var asked = Asked().Matches(statement).Select(match => match.Groups[1].Value).Distinct().Order();
        Check(asked.SequenceEqual(parameters.Select(one => one.Key).Order()), $"parameters are {string.Join(", ", asked)}");
        foreach (var (name, value) in parameters)
        {
            if (value is not JsonArray rows)
            {
                Check(value is JsonValue, $"{name} is a value");
                continue;
            }

            Check(rows.Count > 0, "there are rows");
            var members = rows[0]!.AsObject().Select(one => one.Key).ToArray();
            foreach (var row in rows.Select(row => row!.AsObject()))
            {
                Check(row.Select(one => one.Key).SequenceEqual(members), "rows have the same members");
                Check(row.All(one => one.Value is JsonValue scalar && scalar.GetValueKind() is System.Text.Json.JsonValueKind.String or System.Text.Json.JsonValueKind.Number), "rows hold texts and numbers");
            }

            foreach (var member in RowMember().Matches(statement).Select(match => match.Groups[1].Value))
                Check(members.Contains(member), $"rows have {member}");
        }
    }

    protected static bool Writes(string statement) => Writing().IsMatch(statement);

    protected static string? NameOf(string statement, CypherDialect dialect) => CypherFiles.Names.SingleOrDefault(name => !name.StartsWith("schema", StringComparison.Ordinal) && CypherFiles.Of(name, dialect) == statement);

    private async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref _requests);
        if (_faults.TryDequeue(out var fault))
        {
            await fault(context);
            return;
        }

        try
        {
            await HandleAsync(context);
        }
        catch (InvalidOperationException exception)
        {
            _violations.Enqueue(exception.Message);
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsJsonAsync(new { errors = new[] { new { code = "StandIn.Violation", message = exception.Message } } });
        }
    }

    [GeneratedRegex(@"\$(\w+)")]
    private static partial Regex Asked();

    [GeneratedRegex(@"\brow\.(\w+)")]
    private static partial Regex RowMember();

    [GeneratedRegex(@"\b(MERGE|SET|DELETE|CREATE)\b")]
    private static partial Regex Writing();
}
