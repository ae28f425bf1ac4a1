using System.Net.Http.Json;
using System.Text.Json;
using LeadPlatform.Cli.Calls;
using LeadPlatform.Cli.Terminal;
using LeadPlatform.Contracts.Importing;
using Spectre.Console;
using Spectre.Console.Cli;

namespace LeadPlatform.Cli.Importing;

/// <summary><c>leads import</c>: upload, mapping, run, follow.</summary>
internal sealed class ImportCommand : AsyncCommand<ImportSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, ImportSettings settings, CancellationToken cancellationToken)
    {
        using var platform = Platform.Of(settings);
        var own = settings.Mapping is { } mapping && File.Exists(mapping) ? await MappingOfAsync(mapping, cancellationToken) : null;
        var import = await UploadAsync(platform, settings, own is null ? settings.Mapping : null, cancellationToken);
        if (!await MayRunAsync(import, own, settings, platform, cancellationToken))
            return ExitCode.Refused;
        var body = JsonContent.Create(new RunImport(own), CliJson.Default.RunImport);
        import = await platform.PostAsync(import.Links.Run.TrimStart('/'), body, CliJson.Default.ImportView, again: false, cancellationToken);
        import = await new ImportFollower(platform, settings.Json).FollowAsync(import, cancellationToken);
        return await EndAsync(platform, import, settings, cancellationToken);
    }

    private static async Task<Dictionary<string, string>> MappingOfAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = File.OpenRead(file);
            return await JsonSerializer.DeserializeAsync(stream, CliJson.Default.DictionaryStringString, cancellationToken) ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new CliException(ExitCode.Usage, $$"""{{file}} is no mapping: a JSON object such as {"contact.firstName": "{First name}"}.""");
        }
    }

    private static Task<ImportView> UploadAsync(Platform platform, ImportSettings settings, string? mappingName, CancellationToken cancellationToken)
    {
        var query = QueryText.Of(
            ("run", "false"), ("fileName", Path.GetFileName(settings.File)), ("mapping", mappingName), ("sourceId", settings.Source?.ToString()), ("publisherId", settings.Publisher?.ToString()));
        return Bars.RunAsync("Upload", new FileInfo(settings.File).Length, async bar =>
        {
            using var answer = await platform.SendAsync(
                () => new HttpRequestMessage(HttpMethod.Post, $"v1/imports{query}") { Content = new Upload(settings.File, sent => bar(sent, null)) }, again: false, cancellationToken);
            return (await answer.Content.ReadFromJsonAsync(CliJson.Default.ImportView, cancellationToken))!;
        });
    }

    private static async Task<bool> MayRunAsync(
        ImportView import, Dictionary<string, string>? own, ImportSettings settings, Platform platform, CancellationToken cancellationToken)
    {
        if (own is not null || !import.Guessed)
            return true;
        Say.Note("This is how the columns were understood:");
        foreach (var (field, template) in import.Mapping ?? new Dictionary<string, string>())
            Say.Note($"  {field} = {template}");
        foreach (var problem in import.Preview?.Problems ?? [])
            Say.Error($"  {problem.Path}: {problem.Message}");
        if (import.Preview?.Problems is { Count: > 0 })
        {
            await CancelAsync(platform, import, cancellationToken);
            Say.Error("With this mapping no row can be let in; write one of your own and give it with --mapping.");
            return false;
        }

        if (settings.Yes)
            return true;
        if (Say.CanAsk && await Say.People.ConfirmAsync("Import with this mapping?", defaultValue: true, cancellationToken))
            return true;
        await CancelAsync(platform, import, cancellationToken);
        return Say.CanAsk ? false : throw new CliException(ExitCode.Usage, "Nobody can be asked whether the guessed mapping is right; say --yes, or give one with --mapping.");
    }

    private static async Task CancelAsync(Platform platform, ImportView import, CancellationToken cancellationToken)
    {
        using var answer = await platform.SendAsync(() => new HttpRequestMessage(HttpMethod.Post, import.Links.Cancel.TrimStart('/')), again: true, cancellationToken);
    }

    private static async Task<int> EndAsync(Platform platform, ImportView import, ImportSettings settings, CancellationToken cancellationToken)
    {
        var progress = import.Progress;
        if (settings.Json)
            Say.Result(import, CliJson.Default.ImportView);
        else
            Say.Result($"Import {import.ImportId} is {import.Status}: {progress.RowsRead} rows, {progress.Captured} captured, {progress.Duplicate} duplicates, {progress.Suppressed} suppressed, {progress.Refused} refused.");
        if (import.Failure is { } failure)
            Say.Error(failure);
        if (progress.Refused > 0 && settings.Refused is { } file)
            await Download.RunAsync(platform, import.Links.Refused.TrimStart('/'), file, "list of refused rows", cancellationToken);
        else if (progress.Refused > 0)
            Say.Note("--refused FILE writes the refused rows with their reasons.");
        return import.Status == ImportStatus.Done && progress.Refused == 0 ? ExitCode.Ok : ExitCode.Refused;
    }
}
