using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Endpoints;
using Aspire.Hosting.Health;
using Aspire.Hosting.Logs;
using Aspire.Hosting.Terminal;
using Aspire.Hosting.Waiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Supervision;

internal static class SupervisionServices
{
    public static IServiceCollection AddSupervision(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<SupervisionOptions, SupervisionOptionsValidator>().BindConfiguration(SupervisionOptions.Section);
        services.AddOptionsWithValidateOnStart<LogFileOptions, LogFileOptionsValidator>().BindConfiguration(LogFileOptions.Section);
        services.AddOptionsWithValidateOnStart<TerminalOptions, TerminalOptionsValidator>().BindConfiguration(TerminalOptions.Section);
        services.AddOptionsWithValidateOnStart<DashboardOptions, DashboardOptionsValidator>().BindConfiguration(DashboardOptions.Section);
        return services
            .AddSingleton<PortAllocator>()
            .AddSingleton<SpawnThread>()
            .AddSingleton<Launcher>()
            .AddSingleton<ProcessRecords>()
            .AddSingleton<HealthWatch>()
            .AddSingleton<ResourceBoard>()
            .AddSingleton<Prerequisites>()
            .AddSingleton<ProcessServices>()
            .AddSingleton<InstanceFactory>()
            .AddSingleton<Supervisor>()
            .AddSingleton<StateReport>()
            .AddSingleton<StartReport>()
            .AddSingleton<DashboardServer>()
            .AddSingleton(provider => new ResourceNotificationService(provider.GetRequiredService<ResourceBoard>()))
            .AddSingleton(provider => new ResourceCommandService(provider.GetRequiredService<Supervisor>(), provider.GetRequiredService<IOptions<SupervisionOptions>>()));
    }
}
