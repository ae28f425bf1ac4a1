using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LeadPlatform.DataService.Tests.Vectors.StandIn;

/// <summary>
/// Qdrant's REST interface as its documentation has it, in this process and stricter than the real one: methods, paths, query parameters, the key and every member of a body must be known.
/// What was wrong stands in <see cref="Violations"/>.
/// </summary>
internal sealed class QdrantStandIn : IAsyncDisposable
{
    public const string Key = "key-of-the-stand-in";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly WebApplication _app;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, StandInCollection> _collections = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _aliases = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Fault> _faults = new();

    private QdrantStandIn(WebApplication app) => _app = app;

    public Uri Url { get; private set; } = null!;

    /// <summary>Requests that were no such as Qdrant knows.</summary>
    public ConcurrentQueue<string> Violations { get; } = new();

    /// <summary>Method and path of every request.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public string ConnectionString => $"Endpoint={Url};Key={Key}";

    public static async Task<QdrantStandIn> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new QdrantStandIn(app);
        app.Run(server.HandleAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        server.Url = new Uri(app.Urls.Single() + "/");
        return server;
    }

    /// <summary>The next requests are answered by these, one each.</summary>
    public void Fail(params Fault[] faults) => Array.ForEach(faults, _faults.Enqueue);

    public (string[] Collections, IReadOnlyDictionary<string, string> Aliases) Names()
    {
        lock (_lock)
            return ([.. _collections.Keys.Order(StringComparer.Ordinal)], new Dictionary<string, string>(_aliases));
    }

    public CollectionBody Shape(string collection)
    {
        lock (_lock)
            return _collections[collection].Shape;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!.Trim('/').Split('/');
        Requests.Enqueue($"{context.Request.Method} /{string.Join('/', path)}");
        if (path is ["healthz"] or ["readyz"])
            return;
        if (context.Request.Headers["api-key"] != Key)
        {
            await WriteAsync(context, 401, "Must provide an API key or an Authorization bearer token", "text/plain");
            return;
        }

        if (_faults.TryDequeue(out var fault))
        {
            if (fault.CutOff)
            {
                await AnswerAsync(context, path);
                context.Abort();
                return;
            }

            if (fault.RetryAfter is { } after)
                context.Response.Headers.RetryAfter = after;
            await WriteAsync(context, fault.Status, fault.Body, fault.ContentType);
            return;
        }

        var (status, result) = await AnswerAsync(context, path);
        var body = status == 200 ? new { result, status = (object)"ok", time = 0.001 } : new { result = (object?)null, status = (object)new { error = result }, time = 0.001 };
        await WriteAsync(context, status, path is [""] ? JsonSerializer.Serialize(result, Json) : JsonSerializer.Serialize(body, Json), "application/json");
    }

    private async Task<(int Status, object? Result)> AnswerAsync(HttpContext context, string[] path)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer);
        if (buffer.Length > 32 * 1024 * 1024)
            return (413, "Payload too large");
        if (buffer.Length > 0 && context.Request.ContentType?.StartsWith("application/json", StringComparison.Ordinal) is not true)
            return Violation(context, 400, "Content type error");
        foreach (var (name, value) in context.Request.Query)
        {
            if ((name, value.ToString()) is not (("wait", "true" or "false") or ("ordering", "weak" or "medium" or "strong")))
                return Violation(context, 400, $"Query parameter {name}={value} is not known");
        }

        lock (_lock)
        {
            try
            {
                return Route(context, path, buffer.ToArray());
            }
            catch (JsonException exception)
            {
                return Violation(context, 400, $"Format error in JSON body: {exception.Message}");
            }
        }
    }

    private (int Status, object? Result) Route(HttpContext context, string[] path, byte[] body) => (context.Request.Method, path) switch
    {
        ("GET", [""]) => (200, new { title = "qdrant - vector search engine", version = "1.15.1" }),
        ("GET", ["collections"]) => (200, new { collections = _collections.Keys.Select(name => new { name }) }),
        ("GET", ["aliases"]) => (200, new { aliases = _aliases.Select(pair => new { alias_name = pair.Key, collection_name = pair.Value }) }),
        ("POST", ["collections", "aliases"]) => ChangeAliases(Read<AliasesBody>(body)),
        ("PUT", ["collections", var name]) => Create(name, Read<CollectionBody>(body)),
        ("DELETE", ["collections", var name]) => Delete(name),
        ("GET", ["collections", var name, "exists"]) => (200, new { exists = Find(name) is not null }),
        (_, ["collections", var name, ..]) when Find(name) is null => (404, $"Not found: Collection `{name}` doesn't exist!"),
        ("GET", ["collections", var name]) => (200, new { status = "green", points_count = Find(name)!.Count }),
        ("PUT", ["collections", var name, "index"]) => Index(Find(name)!, Read<IndexBody>(body)),
        ("PUT", ["collections", var name, "points"]) => Find(name)!.Upsert(Read<UpsertBody>(body).Points) is { } wrong ? Violation(context, 400, wrong) : Done(),
        ("POST", ["collections", var name, "points", "delete"]) => DeletePoints(Find(name)!, Read<DeleteBody>(body)),
        ("POST", ["collections", var name, "points", "count"]) => (200, new { count = Find(name)!.Matching(Read<CountBody>(body).Filter).Count() }),
        ("POST", ["collections", var name, "points", "query"]) => Query(context, Find(name)!, Read<QueryBody>(body)),
        ("POST", ["collections", var name, "points", "scroll"]) => Scroll(Find(name)!, Read<ScrollBody>(body)),
        _ => Violation(context, 404, "There is no such method and path"),
    };

    private (int, object?) Create(string name, CollectionBody shape)
    {
        if (_collections.ContainsKey(name) || _aliases.ContainsKey(name))
            return (409, $"Wrong input: Collection `{name}` already exists!");
        if (shape.Vectors.Distance is not ("Cosine" or "Dot" or "Euclid" or "Manhattan") || shape.Vectors.Size < 1 || shape.QuantizationConfig?.Scalar.Type is not (null or "int8"))
            return (422, "Validation error in JSON body");
        _collections[name] = new StandInCollection(shape);
        return (200, true);
    }

    private (int, object?) Delete(string name)
    {
        var there = _collections.Remove(name);
        foreach (var alias in _aliases.Where(pair => pair.Value == name).Select(pair => pair.Key).ToList())
            _aliases.Remove(alias);
        return (200, there);
    }

    private (int, object?) ChangeAliases(AliasesBody changes)
    {
        // All or none.
        var after = new Dictionary<string, string>(_aliases);
        foreach (var action in changes.Actions)
        {
            if (action.DeleteAlias is { } gone && !after.Remove(gone.AliasName))
                return (404, $"Not found: Alias `{gone.AliasName}` doesn't exist!");
            if (action.CreateAlias is { } made)
            {
                if (!_collections.ContainsKey(made.CollectionName))
                    return (404, $"Not found: Collection `{made.CollectionName}` doesn't exist!");
                after[made.AliasName] = made.CollectionName;
            }
        }

        _aliases.Clear();
        foreach (var (alias, collection) in after)
            _aliases[alias] = collection;
        return (200, true);
    }

    private static (int, object?) Index(StandInCollection collection, IndexBody index)
    {
        var type = index.FieldSchema.ValueKind == JsonValueKind.String ? index.FieldSchema.GetString()! : index.FieldSchema.GetProperty("type").GetString()!;
        if (type is not ("keyword" or "integer" or "float" or "bool" or "geo" or "text" or "datetime" or "uuid"))
            return (422, "Validation error in JSON body");
        collection.Indexes[index.FieldName] = type;
        return Done();
    }

    private static (int, object?) DeletePoints(StandInCollection collection, DeleteBody delete)
    {
        if ((delete.Points is null) == (delete.Filter is null))
            return (400, "Format error in JSON body: give points or filter");
        collection.Delete(delete.Points ?? [.. collection.Matching(delete.Filter).Select(point => point.Id)]);
        return Done();
    }

    private (int, object?) Query(HttpContext context, StandInCollection collection, QueryBody query)
    {
        if (query.Query.Length != collection.Shape.Vectors.Size)
            return Violation(context, 400, $"Wrong input: Vector dimension error: expected dim: {collection.Shape.Vectors.Size}, got {query.Query.Length}");
        if (collection.Unindexed(query.Filter) is { } unindexed)
            return Violation(context, 400, unindexed);
        return (200, new
        {
            points = collection.Nearest(query.Query, query.Filter).Take(query.Limit ?? 10)
                .Select(pair => new { id = pair.Point.Id, version = 1, score = pair.Score, payload = query.WithPayload is true ? pair.Point.Payload : null }),
        });
    }

    private static (int, object?) Scroll(StandInCollection collection, ScrollBody scroll)
    {
        var limit = scroll.Limit ?? 10;
        var rest = collection.Matching(scroll.Filter).OrderBy(point => point.Id).SkipWhile(point => point.Id.CompareTo(scroll.Offset ?? Guid.Empty) < 0).Take(limit + 1).ToList();
        return (200, new
        {
            points = rest.Take(limit).Select(point => new { id = point.Id, payload = scroll.WithPayload is false ? null : point.Payload, vector = scroll.WithVector is true ? point.Vector : null }),
            next_page_offset = rest.Count > limit ? rest[limit].Id : (Guid?)null,
        });
    }

    private StandInCollection? Find(string name) => _collections.GetValueOrDefault(_aliases.GetValueOrDefault(name, name));

    private static (int, object?) Done() => (200, new { operation_id = 1, status = "completed" });

    private (int, object?) Violation(HttpContext context, int status, string what)
    {
        Violations.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}: {what}");
        return (status, what);
    }

    private static T Read<T>(byte[] body) => JsonSerializer.Deserialize<T>(body, Json) ?? throw new JsonException("The body is null.");

    private static async Task WriteAsync(HttpContext context, int status, string body, string contentType)
    {
        (context.Response.StatusCode, context.Response.ContentType) = (status, contentType);
        await context.Response.WriteAsync(body);
    }
}
