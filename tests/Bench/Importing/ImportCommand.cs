using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using LeadPlatform.Bench.Measuring;
using LeadPlatform.Bench.Reporting;
using LeadPlatform.Contracts.Importing;
using LeadPlatform.TestHost;
using Spectre.Console;
using Spectre.Console.Cli;

namespace LeadPlatform.Bench.Importing;

/// <summary><c>./bench import</c>: a CSV file of leads through the gateway into the database, with the memory of who does it.</summary>
internal sealed class ImportCommand : AsyncCommand<ImportCommand.Settings>
{
    private const double MustPerSecond = 15_000;
    private const double MustMegabytes = 300;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    internal sealed class Settings : ReportSettings
    {
        [CommandOption("--rows <N>")]
        [Description("Rows of the file (default: 1,000,000)")]
        [DefaultValue(1_000_000)]
        public int Rows { get; init; }

        public override ValidationResult Validate() => Rows is < 1_000 or > 100_000_000 ? ValidationResult.Error("--rows must be from 1000 to 100000000.") : base.Validate();
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        AnsiConsole.WriteLine("Starting the platform …");
        await using var platform = await MeasuredPlatform.StartAsync();
        using var client = platform.Platform.Publisher();
        client.Timeout = Timeout.InfiniteTimeSpan;
        var file = await WriteFileAsync(settings.Rows, cancellationToken);
        try
        {
            var started = Stopwatch.GetTimestamp();
            var (end, megabytes) = await ImportAsync(client, file, platform, cancellationToken);
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            var running = (end.Progress.RowsRead / (end.EndedAt!.Value - end.StartedAt!.Value).TotalSeconds);
            AnsiConsole.WriteLine(Machine.Describe());
            AnsiConsole.WriteLine($"{end.Status}: {end.Progress.RowsRead:N0} rows read, {end.Progress.Captured:N0} captured, {end.Progress.Duplicate:N0} duplicate, {end.Progress.Refused:N0} refused");
            AnsiConsole.WriteLine($"{running:N0} rows/s while it ran (must {MustPerSecond:N0}), {seconds:0.0} s with the upload of {new FileInfo(file).Length / 1048576d:N0} MB; DataService at most {megabytes:N0} MB (must be under {MustMegabytes:N0})");
            await settings.FinishAsync("import", new Dictionary<string, double> { ["rows/s"] = running, ["dataservice MB"] = megabytes }, cancellationToken);
            return end.Progress.Captured == settings.Rows && running >= MustPerSecond && megabytes < MustMegabytes ? 0 : 1;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<(ImportView End, double Megabytes)> ImportAsync(HttpClient client, string file, MeasuredPlatform platform, CancellationToken cancellationToken)
    {
        await using var content = File.OpenRead(file);
        using var body = new StreamContent(content) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
        using var answer = await client.PostAsync("/v1/imports?run=true", body, cancellationToken);
        answer.EnsureSuccessStatusCode();
        var import = (await answer.Content.ReadFromJsonAsync<ImportView>(cancellationToken))!;
        var most = 0d;
        while (import.EndedAt is null)
        {
            await Task.Delay(Look, cancellationToken);
            most = Math.Max(most, platform.Process("dataservice").MemoryBytes() / 1048576d);
            import = (await client.GetFromJsonAsync<ImportView>(import.Links.Self, cancellationToken))!;
            if (!Console.IsOutputRedirected)
                AnsiConsole.Write($"\r{import.Progress.RowsRead:N0} rows ");
        }

        return (import, most);
    }

    private static async Task<string> WriteFileAsync(int rows, CancellationToken cancellationToken)
    {
        var path = Path.GetTempFileName();
        await using var file = new StreamWriter(path);
        await file.WriteLineAsync("Line,First Name,Last Name,E-mail,Date of Birth,Address,City,State,Zip,Consent,Channels,Consented at,Vehicle Year".AsMemory(), cancellationToken);
        for (var number = 0; number < rows; number++)
        {
            await file.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"auto,Ada,Byron,ada.{number}@example.com,1990-02-03,{number} Main Street,New York,NY,10001,I agree to calls; texts and e-mails.,phone;sms,2026-01-31T17:05:00Z,{1990 + (number % 36)}").AsMemory(), cancellationToken);
        }

        return path;
    }
}
