using System.Collections.Concurrent;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Sources;
using LeadPlatform.TestHost;
using Microsoft.AspNetCore.Http;

namespace LeadPlatform.ApiGateway.Tests.Hosting;

/// <summary>The keys that the stand-in of Backend knows, at the address at which the gateway asks for them.</summary>
public sealed class KeyRegister(TestIssuer issuer, Upstream backend)
{
    private readonly ConcurrentDictionary<string, ResolvedKey> _keys = new();
    private int _asked;

    /// <summary>Questions answered so far.</summary>
    public int Asked => Volatile.Read(ref _asked);

    /// <summary>Held by a test: no question is answered before it ends.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>When set, the status every question gets.</summary>
    public int? Failing { get; set; }

    public ResolvedKey Add(
        string key, TimeProvider? time = null, TimeSpan? lifetime = null, int requestsPerSecond = 100_000, int burst = 100_000, Guid? sourceId = null,
        IReadOnlyList<string>? scopes = null,
        params IReadOnlyList<string> networks)
    {
        var (source, publisher) = (sourceId ?? Guid.CreateVersion7(), Guid.CreateVersion7());
        var token = issuer.Token(Roles.Source, sourceId: source, publisherId: publisher, name: "Test source");
        var expires = (time ?? TimeProvider.System).GetUtcNow() + (lifetime ?? TimeSpan.FromMinutes(10));
        return _keys[key] = new ResolvedKey(source, publisher, "Test source", scopes ?? [Scopes.LeadsWrite, Scopes.LeadsRead], token, expires, requestsPerSecond, burst, networks);
    }

    public void Forget() => Interlocked.Exchange(ref _asked, 0);

    public void Revoke(string key) => _keys.TryRemove(key, out _);

    public void Listen() => backend.Answers["/internal/keys/resolve"] = AnswerAsync;

    private async Task AnswerAsync(HttpContext context)
    {
        var request = await context.Request.ReadFromJsonAsync<ResolveKeyRequest>(context.RequestAborted);
        await Gate;
        Interlocked.Increment(ref _asked);
        if (context.Request.Headers.Authorization.ToString() is not { } bearer || !bearer.StartsWith("Bearer ", StringComparison.Ordinal))
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        else if (Failing is { } status)
            context.Response.StatusCode = status;
        else if (_keys.TryGetValue(request!.Key, out var resolved))
            await context.Response.WriteAsJsonAsync(resolved);
        else
            context.Response.StatusCode = StatusCodes.Status404NotFound;
    }
}
