using LeadPlatform.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace LeadPlatform.DataService.Tests.Auditing;

public sealed class ServiceRoleTests(RunningDataService service)
{
    [Fact]
    public async Task On_its_own_connection_the_service_can_change_neither_the_audit_log_nor_the_schema() =>
        (await ServicePowers.NotRefusedAsync(service.Services.GetRequiredService<NpgsqlDataSource>(), TestContext.Current.CancellationToken)).ShouldBeEmpty();
}
