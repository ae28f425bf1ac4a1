using Microsoft.Extensions.Diagnostics.HealthChecks;
using NATS.Client.Core;

namespace LeadPlatform.Messaging;

/// <summary>Degraded, not unhealthy, without NATS: events wait in the outbox, and a service that captures or reads goes on.</summary>
internal sealed class NatsHealthCheck(INatsConnection connection) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(connection.ConnectionState == NatsConnectionState.Open
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded($"connection is {connection.ConnectionState}"));
}
