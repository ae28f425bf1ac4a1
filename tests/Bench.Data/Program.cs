using System.Globalization;
using LeadPlatform.Bench.Data;
using LeadPlatform.Bench.Data.Likeness;
using Spectre.Console.Cli;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
using var stopping = new CancellationTokenSource();
Console.CancelKeyPress += (_, signal) =>
{
    // What was started is ended first.
    signal.Cancel = true;
    stopping.Cancel();
};

var app = new CommandApp<DataCommand>();
app.Configure(commands =>
{
    commands.SetApplicationName("./bench");
    commands.AddCommand<VectorsCommand>("vectors").WithDescription("Searches by likeness among 100,000 leads");
    commands.AddCommand<GraphCommand>("graph").WithDescription("Measure the graph of leads");
});
return await app.RunAsync(args, stopping.Token);
