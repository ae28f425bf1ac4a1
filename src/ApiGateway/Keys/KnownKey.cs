using System.Globalization;
using System.Net;
using System.Security.Claims;
using LeadPlatform.ApiGateway.Limits;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Sources;
using LeadPlatform.ServiceDefaults.Callers;
using Microsoft.AspNetCore.Authentication;

namespace LeadPlatform.ApiGateway.Keys;

/// <summary>What an API key stands for, made once per answer of Backend and shared by all requests with that key.</summary>
internal sealed class KnownKey
{
    /// <summary>Timestamp from which the key is asked for again; moved on when Backend does not answer.</summary>
    private long _refreshAt;

    private readonly IPNetwork[] _networks;

    private readonly Permission _permissions;

    private volatile bool _backendAway;

    public KnownKey(ResolvedKey key, RateBucket bucket, long refreshAt, long freshUntil, long expiresAt)
    {
        var identity = new ClaimsIdentity(ApiKeyHandler.Scheme, CallerClaims.Name, CallerClaims.Role);
        identity.AddClaim(new Claim(CallerClaims.Subject, key.SourceId.ToString()));
        identity.AddClaim(new Claim(CallerClaims.SourceId, key.SourceId.ToString()));
        identity.AddClaim(new Claim(CallerClaims.PublisherId, key.PublisherId.ToString()));
        identity.AddClaim(new Claim(CallerClaims.Name, key.Name));
        identity.AddClaim(new Claim(CallerClaims.Role, Roles.Source));
        identity.AddClaim(new Claim(CallerClaims.Scope, string.Join(' ', key.Scopes)));
        Result = AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), ApiKeyHandler.Scheme));
        Authorization = string.Create(CultureInfo.InvariantCulture, $"Bearer {key.AccessToken}");
        Bucket = bucket;
        SourceId = key.SourceId;
        PublisherId = key.PublisherId;
        _permissions = Result.Principal!.Permissions();
        _networks = [.. (key.Networks ?? []).Select(IPNetwork.Parse)];
        FreshUntil = freshUntil;
        ExpiresAt = expiresAt;
        _refreshAt = refreshAt;
    }

    public AuthenticateResult Result { get; }

    public Guid SourceId { get; }

    public Guid PublisherId { get; }

    /// <summary>The header that goes on to the services in the key's place.</summary>
    public string Authorization { get; }

    /// <summary>The source's plan; the same bucket over all of its keys and tokens.</summary>
    public RateBucket Bucket { get; }

    /// <summary>Timestamp up to which requests need not wait for a new answer.</summary>
    public long FreshUntil { get; }

    /// <summary>Timestamp at which the source's token is no longer good to send on.</summary>
    public long ExpiresAt { get; }

    /// <summary>The last question got no answer: the old one holds on.</summary>
    public bool BackendAway => _backendAway;

    /// <summary>What role and scopes of the key allow.</summary>
    public bool May(Permission permission) => (_permissions & permission) == permission;

    /// <summary>Whether the key may be used from this address.</summary>
    public bool IsAllowedFrom(IPAddress? address)
    {
        if (_networks.Length == 0)
            return true;
        if (address is null)
            return false;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        foreach (var network in _networks)
        {
            if (network.Contains(address))
                return true;
        }

        return false;
    }

    public bool NeedsRefresh(long now) => Volatile.Read(ref _refreshAt) <= now;

    public void NotAnswered(long nextTry)
    {
        Volatile.Write(ref _refreshAt, nextTry);
        _backendAway = true;
    }
}
