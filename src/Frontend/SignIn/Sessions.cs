using System.Buffers.Text;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Caching.Memory;

namespace LeadPlatform.Frontend.SignIn;

/// <summary>
/// Who is signed in, in this process: the cookie holds a key only, the tokens never leave the server. A restart signs everybody in anew, which
/// the issuer's own session makes a matter of redirects.
/// </summary>
internal sealed class Sessions(TimeProvider time) : ITicketStore, IDisposable
{
    /// <summary>Claim that tells a circuit which session it belongs to.</summary>
    public const string KeyClaim = "session";

    private const int MostSessions = 50_000;
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);
    private readonly MemoryCache _sessions = new(new MemoryCacheOptions { SizeLimit = MostSessions });

    public Session? Find(string key) => _sessions.Get<Session>(key);

    public void Remove(string key) => _sessions.Remove(key);

    public Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        ((ClaimsIdentity)ticket.Principal.Identity!).AddClaim(new Claim(KeyClaim, key));
        Keep(key, new Session(ticket, TokenSet.Of(ticket.Properties, time)), ticket);
        return Task.FromResult(key);
    }

    public Task RenewAsync(string key, AuthenticationTicket ticket)
    {
        if (Find(key) is { } session)
        {
            session.Ticket = ticket;
            Keep(key, session, ticket);
        }

        return Task.CompletedTask;
    }

    public Task<AuthenticationTicket?> RetrieveAsync(string key) => Task.FromResult(Find(key)?.Ticket);

    public Task RemoveAsync(string key)
    {
        Remove(key);
        return Task.CompletedTask;
    }

    public void Dispose() => _sessions.Dispose();

    private void Keep(string key, Session session, AuthenticationTicket ticket)
    {
        var left = ticket.Properties.ExpiresUtc - time.GetUtcNow() ?? Longest;
        _sessions.Set(key, session, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = left > TimeSpan.Zero ? left : TimeSpan.FromSeconds(1) });
    }
}

/// <summary>One sign-in.</summary>
internal sealed class Session(AuthenticationTicket ticket, TokenSet tokens)
{
    private volatile AuthenticationTicket _ticket = ticket;
    private volatile TokenSet _tokens = tokens;

    public AuthenticationTicket Ticket { get => _ticket; set => _ticket = value; }

    public TokenSet Tokens { get => _tokens; set => _tokens = value; }

    /// <summary>Held by the one who renews the tokens: a refresh token works once.</summary>
    public SemaphoreSlim Renewal { get; } = new(1, 1);
}

internal sealed record TokenSet(string Access, string? Refresh, DateTimeOffset ExpiresAt)
{
    public static TokenSet Of(AuthenticationProperties properties, TimeProvider time) => new(
        properties.GetTokenValue("access_token") ?? "",
        properties.GetTokenValue("refresh_token"),
        DateTimeOffset.TryParse(properties.GetTokenValue("expires_at"), null, out var at) ? at : time.GetUtcNow());
}
