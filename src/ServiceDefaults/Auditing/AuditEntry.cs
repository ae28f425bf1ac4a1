using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using LeadPlatform.Contracts.Access;
using Microsoft.AspNetCore.Http;

namespace LeadPlatform.ServiceDefaults.Auditing;

/// <summary>
/// Who did what to which resource from where. No personal data: ids instead of names and addresses, names of changed fields instead of their values, the network
/// instead of the address. It is written by <c>AuditLog</c> of the service that did it.
/// </summary>
/// <param name="Actor">The token's <c>sub</c>; <see cref="Nobody"/> without one.</param>
/// <param name="Role">One of <see cref="Roles"/>, or <see cref="Nobody"/>.</param>
/// <param name="Origin">The network of the caller's address: /24 of IPv4, /48 of IPv6.</param>
/// <param name="RequestId">Finds the request in the logs.</param>
/// <param name="Action">Resource and verb: <c>agent.create</c>.</param>
/// <param name="Resource">The kind: <c>agent</c>.</param>
/// <param name="ResourceId">Its id; null where it has none.</param>
/// <param name="Detail">What of it, in at most 500 characters: names of fields, counts; no value that could tell who somebody is.</param>
public sealed record AuditEntry(
    string Actor, string Role, string? Origin, string? RequestId, string Action, string Resource, string? ResourceId, string? Detail)
{
    public const string Nobody = "anonymous";

    /// <summary>The actor of what a service does by itself.</summary>
    public static AuditEntry OfService(string service, string action, string resource, object? id = null, string? detail = null) =>
        new(service, Roles.Service, null, null, action, resource, Text(id), detail);

    internal static string? Text(object? id) => id is null ? null : Convert.ToString(id, CultureInfo.InvariantCulture);
}

public static class AuditContextExtensions
{
    private const int Ipv4Network = 24;
    private const int Ipv6Network = 48;

    /// <summary>
    /// The entry of this request, with the action that its endpoint names (<see cref="AuditedEndpoints.Audited"/>). Hand it to <c>AuditLog</c> in the transaction of
    /// the write.
    /// </summary>
    /// <exception cref="InvalidOperationException">The endpoint names no action.</exception>
    public static AuditEntry Audit(this HttpContext context, string resource, object? id = null, string? detail = null) =>
        context.AuditAs(
            context.GetEndpoint()?.Metadata.GetMetadata<AuditedAction>()?.Action ?? throw new InvalidOperationException("The endpoint names no action for the audit log."),
            resource, id, detail);

    /// <summary>As <see cref="Audit"/>, with another action than the endpoint's: one that does several things, or refuses (<c>session.refuse</c>).</summary>
    public static AuditEntry AuditAs(this HttpContext context, string action, string resource, object? id = null, string? detail = null)
    {
        context.NothingToAudit();
        return new AuditEntry(
            context.User.FindFirstValue(CallerClaims.Subject) ?? AuditEntry.Nobody,
            context.User.FindFirstValue(CallerClaims.Role) ?? AuditEntry.Nobody,
            NetworkOf(context.Connection.RemoteIpAddress),
            context.Request.Headers["X-Request-Id"] is [{ Length: > 0 and <= 128 } requestId] ? requestId : null,
            action,
            resource,
            AuditEntry.Text(id),
            detail);
    }

    /// <summary>The request changed nothing (it was carried out before, say), so there is nothing to write.</summary>
    public static void NothingToAudit(this HttpContext context) => context.Features.Set(AuditSettled.Instance);

    internal static string? NetworkOf(IPAddress? address)
    {
        if (address is null)
            return null;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        var length = address.AddressFamily == AddressFamily.InterNetwork ? Ipv4Network : Ipv6Network;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(length / 8).Clear();
        return $"{new IPAddress(bytes)}/{length}";
    }
}
