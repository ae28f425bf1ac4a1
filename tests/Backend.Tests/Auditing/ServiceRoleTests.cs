using System.Net;
using LeadPlatform.Auditing;
using LeadPlatform.Backend.Tests.Agents;
using LeadPlatform.Backend.Tests.Hosting;
using LeadPlatform.Contracts.Access;
using Npgsql;

namespace LeadPlatform.Backend.Tests.Auditing;

/// <summary>The service under a database role of its own, as in production.</summary>
public sealed class ServiceRoleTests(BackendFixture shared)
{
    private const string Role = "backend_service";
    private const string Password = "a-password-for-tests";

    [Fact]
    public async Task The_service_works_under_a_role_that_can_append_to_the_audit_log_and_no_more()
    {
        await using var data = await BackendData.CreateAsync(shared);
        await data.ExecuteAsync($"create role {Role} login password '{Password}'");
        await BackendData.MigrateAsync(data.With((ServiceRole.Setting, Role)), "Development");
        var connection = new NpgsqlConnectionStringBuilder(data.Settings["ConnectionStrings:backend"]) { Username = Role, Password = Password }.ConnectionString;

        await using (var host = BackendHost.Start(data.With(("ConnectionStrings:backend", connection))))
        {
            await host.AddAgentAsync();
            using var auditor = host.As(Roles.Auditor);
            (await auditor.ReadAsync("/v1/audit/logs/backend").ShouldBeAsync(HttpStatusCode.OK)).GetProperty("items").GetArrayLength().ShouldBe(1);
        }

        await using var service = NpgsqlDataSource.Create(connection);
        string[] refused =
        [
            "update audit set actor = 'somebody else'", "delete from audit", "truncate audit", "update audit_head set position = 0", "alter table audit disable trigger user",
            "drop table audit", "insert into audit (audit_id, actor, role, action, resource, position, hash) values (gen_random_uuid(), 'a', 'admin', 'x.y', 'x', 7, '')", "create table mine (id int)",
        ];
        foreach (var sql in refused)
        {
            await using var command = service.CreateCommand(sql);
            (await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken), sql)).SqlState
                .ShouldBe(PostgresErrorCodes.InsufficientPrivilege, sql);
        }
    }
}
