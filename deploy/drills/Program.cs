using LeadPlatform.Drills.Promoting;
using LeadPlatform.Drills.Rebuilding;
using LeadPlatform.Drills.Regions;
using LeadPlatform.Drills.Restoring;
using Spectre.Console;
using Spectre.Console.Cli;

if (Console.IsOutputRedirected)
    AnsiConsole.Profile.Width = 220;
using var stopping = new CancellationTokenSource();
Console.CancelKeyPress += (_, signal) =>
{
    // What was started is ended first.
    signal.Cancel = true;
    stopping.Cancel();
};

var app = new CommandApp();
app.Configure(commands =>
{
    commands.SetApplicationName("dotnet run --project deploy/drills --");
    commands.AddCommand<RestoreCommand>("restore").WithDescription("Lose a database under load on this machine and bring it back to a second before the accident");
    commands.AddCommand<ReplicaCommand>("replica").WithDescription("Kill a primary under load and promote a replica: with synchronous commit, and without");
    commands.AddCommand<ProcedureCommand>("failover").WithDescription("To the standby region, step by step as in deploy/runbooks/failover.md; --dry-run shows the steps");
    commands.AddCommand<ProcedureCommand>("failback").WithDescription("Back to the primary region, as in deploy/runbooks/failback.md");
    commands.AddCommand<RebuildCommand>("rebuild").WithDescription("After a restore: put what waits for an event into the outboxes again, and begin the search index anew");
});
return await app.RunAsync(args, stopping.Token);
