using System.Globalization;
using Aspire.Hosting.Data;
using Aspire.Hosting.Supervision;

namespace Aspire.Hosting.Postgres;

/// <summary>PostgreSQL as a process: a cluster in the server's directory, reached on 127.0.0.1 with a password.</summary>
internal sealed class PostgresProcess(PostgresServerResource server) : IProcessSource
{
    public async Task<ProcessSpec> PrepareAsync(Launch launch, CancellationToken cancellationToken)
    {
        var account = Environment.IsPrivilegedProcess ? RequireAccount() : null;
        var cluster = new PostgresCluster(launch.ServerDirectory(account), account);
        var installation = PostgresInstallation.Find(cluster.Version);
        if (cluster.Version is null)
            await cluster.CreateAsync(installation, server, launch, cancellationToken);
        await cluster.EndLeftoverAsync(cancellationToken);

        return new ProcessSpec(installation.Server,
        [
            "-D", cluster.Directory,
            "-c", string.Create(CultureInfo.InvariantCulture, $"port={server.PrimaryEndpoint.Port}"),
            "-c", "listen_addresses=127.0.0.1",
            "-c", "unix_socket_directories=",
            .. launch.Arguments,
        ])
        {
            Account = account,
            Environment = PostgresCluster.Variables,
            // Fast shutdown: sessions are ended, nothing is lost. The polite signal would wait for every client to leave.
            StopSignal = Signal.Interrupt,
        };
    }

    private static PosixAccount RequireAccount() => PosixAccount.Find("postgres") ??
        throw new DistributedApplicationException("PostgreSQL does not run as root and there is no user postgres. Install it: sudo apt-get install -y postgresql");
}
