using LeadPlatform.Bench.Baselines;
using LeadPlatform.Bench.Capture;
using LeadPlatform.Bench.Importing;
using LeadPlatform.Bench.Overload;
using LeadPlatform.Bench.Reads;
using LeadPlatform.Bench.Versus;
using LeadPlatform.Bench.Whole;
using Spectre.Console;
using Spectre.Console.Cli;

if (Console.IsOutputRedirected)
    AnsiConsole.Profile.Width = 180;
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
    commands.SetApplicationName("./bench");
    commands.AddCommand<CaptureCommand>("capture").WithDescription("Durable captures a second through the gateway, beside bare baselines in the same run");
    commands.AddCommand<OverloadCommand>("overload").WithDescription("What happens past the capacity: how quickly is refused, how much is still captured");
    commands.AddCommand<VersusCommand>("versus").WithDescription("Captures into two versions, or with two settings, in turns of a few seconds");
    commands.AddCommand<WholeCommand>("whole").WithDescription("How fast captured leads are qualified, assigned and recorded");
    commands.AddCommand<ReadsCommand>("reads").WithDescription("Reads of single leads a second, and how many of them the cache has");
    commands.AddCommand<ImportCommand>("import").WithDescription("Rows a second of an imported file, and the memory it takes");
    commands.AddCommand<PlainApi>(PlainApi.Name).IsHidden();
    commands.AddCommand<ProxyGateway>(ProxyGateway.Name).IsHidden();
});
return await app.RunAsync(args, stopping.Token);
