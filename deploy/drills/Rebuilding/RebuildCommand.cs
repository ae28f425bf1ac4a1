using Npgsql;
using Spectre.Console;
using Spectre.Console.Cli;

namespace LeadPlatform.Drills.Rebuilding;

/// <summary><c>rebuild</c>: after a restore, with the services stopped and streams and cache empty.</summary>
internal sealed class RebuildCommand : AsyncCommand
{
    /// <summary>As long as the streams keep events.</summary>
    private static readonly TimeSpan StreamRetention = TimeSpan.FromDays(7);

    public override async Task<int> ExecuteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if (Variable("ConnectionStrings__leads") is not { } leadsAt || Variable("ConnectionStrings__backend") is not { } backendAt)
        {
            AnsiConsole.WriteLine("Set ConnectionStrings__leads and ConnectionStrings__backend to the restored databases.");
            return 2;
        }

        await using var leads = NpgsqlDataSource.Create(leadsAt);
        await using var backend = NpgsqlDataSource.Create(backendAt);
        foreach (var (type, count) in await new StreamRebuild(leads, backend).RunAsync(TimeProvider.System.GetUtcNow() - StreamRetention, cancellationToken))
            AnsiConsole.WriteLine($"{type}: {count} put into the outbox");
        await SearchRebuild.RunAsync(leads, cancellationToken);
        await GraphRebuild.RunAsync(leads, cancellationToken);
        AnsiConsole.WriteLine("Every lead is in the backlog of the search index, and the graph is made anew. Start the services.");
        return 0;
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
