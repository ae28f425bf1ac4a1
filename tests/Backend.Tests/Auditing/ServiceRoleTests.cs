using System.Net;
using LeadPlatform.Auditing;
using LeadPlatform.Backend.Tests.Agents;
using LeadPlatform.Backend.Tests.Hosting;
using LeadPlatform.Contracts.Access;
using LeadPlatform.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace LeadPlatform.Backend.Tests.Auditing;

/// <summary>The service under a database role of its own, as everywhere.</summary>
public sealed class ServiceRoleTests(BackendFixture shared) : BackendTest(shared)
{
    [Fact]
    public async Task On_its_own_connection_the_service_can_append_to_the_audit_log_and_change_neither_it_nor_the_schema()
    {
        await Host.AddAgentAsync();
        using var auditor = Host.As(Roles.Auditor);
        (await auditor.ReadAsync("/v1/audit/logs/backend?action=agent.create").ShouldBeAsync(HttpStatusCode.OK)).GetProperty("items").GetArrayLength().ShouldBeGreaterThan(0);

        (await ServicePowers.NotRefusedAsync(Host.Services.GetRequiredService<NpgsqlDataSource>(), Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_role_that_is_missing_is_made_with_the_services_password_and_keeps_it()
    {
        await using var data = await BackendData.CreateAsync(Shared);
        var role = $"role_{Guid.NewGuid():N}";
        var first = As(data, role, "first-4f1c-password");
        await BackendData.MigrateAsync(data.With(("ConnectionStrings:backend", first)), "Development");
        await BackendData.MigrateAsync(data.With(("ConnectionStrings:backend", As(data, role, "second-4f1c-password"))), "Development");

        await using var service = NpgsqlDataSource.Create(first);
        (await service.CreateCommand("select current_user").ExecuteScalarAsync(Cancellation)).ShouldBe(role);
        (await data.QueryAsync<bool>("select rolsuper or rolcreaterole or rolcreatedb or rolbypassrls or rolreplication from pg_roles where rolname = $1", role)).ShouldBeFalse();
    }

    [Fact]
    public async Task The_owner_and_a_role_that_can_act_as_it_are_refused_as_the_services()
    {
        await using var data = await BackendData.CreateAsync(Shared);
        var member = $"member_{Guid.NewGuid():N}";
        await data.ExecuteAsync($"create role {member} login in role {new NpgsqlConnectionStringBuilder(data.Settings[BackendData.OwnerSetting]).Username}");

        foreach (var (role, reason) in new[] { (new NpgsqlConnectionStringBuilder(data.Settings[BackendData.OwnerSetting]).Username!, "can act as the owner"), (member, "can act as the owner") })
            (await Should.ThrowAsync<PostgresException>(() => BackendData.MigrateAsync(data.With(("ConnectionStrings:backend", As(data, role, ""))), "Development"))).MessageText.ShouldContain(reason);
        (await Should.ThrowAsync<InvalidOperationException>(() => BackendData.MigrateAsync(data.With(("ConnectionStrings:backend", As(data, "no;name", "x"))), "Development")))
            .Message.ShouldContain("lower-case letters");
    }

    private static string As(BackendData data, string role, string password) =>
        new NpgsqlConnectionStringBuilder(data.Settings[BackendData.OwnerSetting]) { Username = role, Password = password }.ConnectionString;
}
