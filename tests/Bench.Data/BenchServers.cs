using LeadPlatform.TestHost;

namespace LeadPlatform.Bench.Data;

/// <summary>Servers of the bench alone, PostgreSQL set up as the AppHost does.</summary>
internal sealed class BenchServers() : PlatformServers(
    durable: false,
    "-c", "shared_buffers=256MB", "-c", "jit=off", "-c", "max_wal_size=4GB", "-c", "checkpoint_timeout=15min", "-c", "wal_compression=on");
