using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LeadPlatform.Infra.Tests.Edge;

/// <summary>Cloudflare's API over real HTTP, as strict as its documentation: unknown settings, values, phases and actions are refused, and so is a wrong token.</summary>
internal sealed class CloudflareStandIn : IAsyncDisposable
{
    public const string Token = "token-of-the-test";

    private const string Zone = "/client/v4/zones/{zone}";

    private static readonly Dictionary<string, string[]?> Known = new()
    {
        ["ssl"] = ["off", "flexible", "full", "strict"],
        ["tls_client_auth"] = ["on", "off"],
        ["min_tls_version"] = ["1.0", "1.1", "1.2", "1.3"],
        ["tls_1_3"] = ["on", "off", "zrt"],
        ["always_use_https"] = ["on", "off"],
        ["automatic_https_rewrites"] = ["on", "off"],
        ["security_level"] = ["essentially_off", "low", "medium", "high", "under_attack"],
        ["browser_check"] = ["on", "off"],
        ["email_obfuscation"] = ["on", "off"],
        ["rocket_loader"] = ["on", "off"],
        ["brotli"] = ["on", "off"],
        ["websockets"] = ["on", "off"],
        ["security_header"] = null,
    };

    private static readonly Dictionary<string, string[]> Phases = new()
    {
        ["http_request_cache_settings"] = ["set_cache_settings"],
        ["http_request_firewall_custom"] = ["skip", "managed_challenge", "block", "js_challenge", "challenge", "log"],
    };

    private readonly WebApplication _app;
    private readonly Dictionary<string, JsonArray> _rulesets = [];
    private readonly JsonObject _bots = new() { ["enable_js"] = true, ["fight_mode"] = false, ["using_latest_model"] = true };

    private CloudflareStandIn(WebApplication app) => _app = app;

    public Dictionary<string, JsonNode> Settings { get; } = Known.ToDictionary(one => one.Key, one => one.Value is null ? new JsonObject() : (JsonNode)one.Value[^1]);

    public List<JsonObject> Records { get; } = [];

    public List<string> Ranges { get; } = ["173.245.48.0/20"];

    /// <summary>Requests that changed something.</summary>
    public List<string> Writes { get; } = [];

    /// <summary>A setting that is refused as if the plan lacked it.</summary>
    public string? Refused { get; set; }

    public string Address => _app.Urls.Single() + "/client/v4/";

    public IReadOnlyDictionary<string, JsonArray> Rulesets => _rulesets;

    public static async Task<CloudflareStandIn> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var standIn = new CloudflareStandIn(builder.Build());
        standIn.Map();
        await standIn._app.StartAsync();
        return standIn;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private void Map()
    {
        _app.Use(async (context, next) =>
        {
            if (context.Request.Headers.Authorization != $"Bearer {Token}")
                await Error(403, 9109, "Invalid access token").ExecuteAsync(context);
            else
                await next(context);
        });
        _app.MapGet("/client/v4/ips", () => Answer(new JsonObject { ["ipv4_cidrs"] = new JsonArray([.. Ranges.Select(range => (JsonNode)range)]) }));
        _app.MapGet("/client/v4/zones", (string name) => Answer(name == "leads.example.com" ? new JsonArray(new JsonObject { ["id"] = "z1", ["name"] = name }) : []));
        _app.MapGet($"{Zone}/settings/{{name}}", (string name) => Settings.TryGetValue(name, out var value) ? Answer(new JsonObject { ["id"] = name, ["value"] = value.DeepClone() }) : Error(404, 1003, "Unknown setting"));
        _app.MapPatch($"{Zone}/settings/{{name}}", (string name, JsonObject body) => Change(name, body));
        _app.MapGet($"{Zone}/bot_management", () => Answer(_bots.DeepClone()));
        _app.MapPut($"{Zone}/bot_management", (JsonObject body) =>
        {
            Writes.Add("bot_management");
            foreach (var (name, value) in body)
                _bots[name] = value?.DeepClone();
            return Answer(_bots.DeepClone());
        });
        _app.MapGet($"{Zone}/dns_records", (string type, string name) => Answer(new JsonArray([.. Records.Where(one => (string)one["type"]! == type && (string)one["name"]! == name).Select(one => one.DeepClone())])));
        _app.MapPost($"{Zone}/dns_records", (JsonObject body) => Put(null, body));
        _app.MapPut($"{Zone}/dns_records/{{id}}", (string id, JsonObject body) => Put(id, body));
        _app.MapGet($"{Zone}/rulesets/phases/{{phase}}/entrypoint", (string phase) =>
            _rulesets.TryGetValue(phase, out var rules) ? Answer(new JsonObject { ["id"] = phase, ["rules"] = rules.DeepClone() }) : Error(404, 10003, "could not find entrypoint ruleset"));
        _app.MapPut($"{Zone}/rulesets/phases/{{phase}}/entrypoint", (string phase, JsonObject body) => Replace(phase, body));
    }

    private IResult Change(string name, JsonObject body)
    {
        if (!Known.TryGetValue(name, out var values) || body["value"] is not { } value)
            return Error(400, 1007, "Invalid value for zone setting");
        if (values is not null && !values.Contains((string?)value))
            return Error(400, 1007, $"Invalid value for zone setting {name}");
        if (name == Refused)
            return Error(403, 1015, $"Not allowed to edit setting for {name}");
        Writes.Add(name);
        Settings[name] = value.DeepClone();
        return Answer(new JsonObject { ["id"] = name, ["value"] = value.DeepClone() });
    }

    private IResult Put(string? id, JsonObject body)
    {
        if ((string?)body["type"] is not "CNAME" || body["content"] is null || body["ttl"] is null)
            return Error(400, 9000, "DNS Validation Error");
        Writes.Add($"record {body["name"]}");
        Records.RemoveAll(one => (string)one["id"]! == id);
        var record = body.DeepClone().AsObject();
        record["id"] = id ?? $"r{Records.Count + 1}";
        Records.Add(record);
        return Answer(record.DeepClone());
    }

    private IResult Replace(string phase, JsonObject body)
    {
        if (!Phases.TryGetValue(phase, out var actions) || body["rules"] is not JsonArray rules || rules.Any(rule => !actions.Contains((string?)rule!["action"]) || (string?)rule!["expression"] is not { Length: > 0 }))
            return Error(400, 20013, "not allowed in this phase");
        Writes.Add(phase);
        _rulesets[phase] = new JsonArray([.. rules.Select((rule, i) =>
        {
            var kept = rule!.DeepClone();
            kept["id"] = $"{phase}-{i}";
            kept["version"] = "1";
            return kept;
        })]);
        return Answer(new JsonObject { ["id"] = phase });
    }

    private static IResult Answer(JsonNode? result) => Results.Json(new JsonObject { ["success"] = true, ["errors"] = new JsonArray(), ["result"] = result });

    private static IResult Error(int status, int code, string message) =>
        Results.Json(new JsonObject { ["success"] = false, ["errors"] = new JsonArray(new JsonObject { ["code"] = code, ["message"] = message }), ["result"] = null }, statusCode: status);
}
