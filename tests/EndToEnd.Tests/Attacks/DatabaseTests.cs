using LeadPlatform.TestHost;
using Npgsql;

namespace LeadPlatform.EndToEnd.Tests.Attacks;

/// <summary>Somebody who got hold of a service's connection, on the platform as it is started.</summary>
public sealed class DatabaseTests(RunningPlatform platform)
{
    [Theory]
    [InlineData("dataservice", "leads")]
    [InlineData("backend", "backend")]
    public async Task A_services_connection_can_change_neither_the_audit_log_nor_the_schema(string service, string database)
    {
        await using var connection = NpgsqlDataSource.Create(PlatformProcess.Of(platform, service).Variable($"ConnectionStrings__{database}")!);
        (await connection.CreateCommand("SELECT current_user || ' of ' || current_database()").ExecuteScalarAsync(TestContext.Current.CancellationToken)).ShouldBe($"{database}_service of {database}");
        (await ServicePowers.NotRefusedAsync(connection, TestContext.Current.CancellationToken)).ShouldBeEmpty();
        PlatformProcess.Of(platform, service).Variable("ConnectionStrings__owner").ShouldBeNull();
    }
}
