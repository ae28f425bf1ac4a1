using LeadPlatform.Cli.Calls;
using LeadPlatform.Cli.Exporting;
using LeadPlatform.Cli.Following;
using LeadPlatform.Cli.Graph;
using LeadPlatform.Cli.Importing;
using LeadPlatform.Cli.Posting;
using LeadPlatform.Cli.SigningIn;
using LeadPlatform.Cli.Terminal;
using LeadPlatform.Cli.Vectors;
using Spectre.Console.Cli;

namespace LeadPlatform.Cli;

/// <summary>The commands, and what each way of failing means for the exit code.</summary>
internal static class LeadsApp
{
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var app = new CommandApp();
        app.Configure(Configure);
        try
        {
            return await app.RunAsync(StandardInput.Replace(args), cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Cancelled;
        }
        catch (CliException exception)
        {
            Say.Error(exception.Message);
            return exception.ExitCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or HttpIOException)
        {
            Say.Error("The connection broke off. Try again.");
            return ExitCode.Unreachable;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Say.Error(exception.Message);
            return ExitCode.Refused;
        }
        catch (CommandAppException exception)
        {
            Say.Error($"{exception.Message}{Environment.NewLine}'leads --help' shows what there is.");
            return ExitCode.Usage;
        }
    }

    private static void Configure(IConfigurator commands)
    {
        commands.SetApplicationName("leads");
        commands.PropagateExceptions();
        commands.AddCommand<LoginCommand>("login").WithDescription("Sign in with a browser, or keep a credential for later commands")
            .WithExample("login", "--server", "https://leads.example.com")
            .WithExample("login", "--server", "https://leads.example.com", "--api-key", "-")
            .WithExample("login", "--client-id", "source-ID", "--client-secret", "-", "--profile", "partner");
        commands.AddCommand<LogoutCommand>("logout").WithDescription("Forget the credential").WithExample("logout", "--profile", "partner");
        commands.AddCommand<WhoAmICommand>("whoami").WithDescription("Show who you are to the platform").WithExample("whoami");
        commands.AddCommand<PostCommand>("post").WithDescription("Post one lead, or one a line; doing it again doubles nothing")
            .WithExample("post", "lead.json", "--wait", "10").WithExample("post", "leads.jsonl", "--concurrency", "16").WithExample("post", "-");
        commands.AddCommand<ImportCommand>("import").WithDescription("Import a file of leads: CSV or JSON Lines, also packed with gzip")
            .WithExample("import", "leads.csv").WithExample("import", "leads.csv.gz", "--mapping", "mapping.json", "--yes", "--refused", "refused.csv");
        commands.AddCommand<ExportCommand>("export").WithDescription("Export leads as CSV or JSON Lines")
            .WithExample("export", "--output", "leads.csv").WithExample("export", "--format", "jsonl", "--line", "auto,home", "--from", "2026-01-01");
        commands.AddCommand<TailCommand>("tail").WithDescription("Show changes of leads as they happen").WithExample("tail").WithExample("tail", "--count", "10", "--json");
        commands.AddBranch("dead-letters", letters =>
        {
            letters.SetDescription("Events that were given up: list, show, replay and discard them");
            letters.AddCommand<DeadLetters.ListCommand>("list").WithDescription("List them, oldest first").WithExample("dead-letters", "list", "--consumer", "backend-assignment");
            letters.AddCommand<DeadLetters.ShowCommand>("show").WithDescription("Show one with its event").WithExample("dead-letters", "show", "12");
            letters.AddCommand<DeadLetters.ReplayCommand>("replay").WithDescription("Hand one, or those of a filter, to their consumer once more")
                .WithExample("dead-letters", "replay", "12").WithExample("dead-letters", "replay", "--reason", "JsonException").WithExample("dead-letters", "replay", "--all");
            letters.AddCommand<DeadLetters.DiscardCommand>("discard").WithDescription("Throw one away").WithExample("dead-letters", "discard", "12");
        });
        commands.AddBranch("sources", sources =>
        {
            sources.SetDescription("Where leads come from");
            sources.AddCommand<Sources.ListCommand>("list").WithDescription("List sources with their plans and pages, newest first").WithExample("sources", "list");
        });
        commands.AddBranch("keys", keys =>
        {
            keys.SetDescription("API keys of a source: list, create, rotate and revoke them");
            keys.AddCommand<Keys.ListCommand>("list").WithDescription("List them, newest first").WithExample("keys", "list", "SOURCE");
            keys.AddCommand<Keys.CreateCommand>("create").WithDescription("Make one; it is shown this once")
                .WithExample("keys", "create", "SOURCE", "--scope", "leads.write", "--network", "203.0.113.0/24");
            keys.AddCommand<Keys.RotateCommand>("rotate").WithDescription("Make another in place of one, which ends later").WithExample("keys", "rotate", "SOURCE", "KEY", "--overlap", "3600");
            keys.AddCommand<Keys.RevokeCommand>("revoke").WithDescription("End one now").WithExample("keys", "revoke", "SOURCE", "KEY");
        });
        commands.AddBranch("audit", audit =>
        {
            audit.SetDescription("Of auditors and admins: who did what");
            audit.AddCommand<Auditing.ListCommand>("list").WithDescription("List it, newest first").WithExample("audit", "list", "--action", "key.revoke").WithExample("audit", "list", "--actor", "ID", "--json");
            audit.AddCommand<Auditing.VerifyCommand>("verify").WithDescription("Find every row that is missing, changed or moved")
                .WithExample("audit", "verify").WithExample("audit", "verify", "--anchor", "backend:4711:HASH");
        });
        commands.AddBranch("models", models =>
        {
            models.SetDescription("The models that score leads: list, train, promote and roll them back");
            models.AddCommand<Models.ListCommand>("list").WithDescription("List them, newest first, with what they are worth").WithExample("models", "list");
            models.AddCommand<Models.TrainCommand>("train").WithDescription("Train one on the dispositions there are; it is used where it is better").WithExample("models", "train");
            models.AddCommand<Models.PromoteCommand>("promote").WithDescription("Put one in use, better or not").WithExample("models", "promote", "7");
            models.AddCommand<Models.RollbackCommand>("rollback").WithDescription("Take up again what was in use before").WithExample("models", "rollback");
        });
        commands.AddBranch("vectors", vectors =>
        {
            vectors.SetDescription("The index of leads by likeness: show where it stands, make it anew");
            vectors.AddCommand<StatusCommand>("status").WithDescription("Show what it holds").WithExample("vectors", "status");
            vectors.AddCommand<RebuildCommand>("rebuild").WithDescription("Make all vectors anew and follow it; what is searched meanwhile is found")
                .WithExample("vectors", "rebuild").WithExample("vectors", "rebuild", "--no-wait");
        });
        commands.AddBranch("graph", graph =>
        {
            graph.SetDescription("The graph of leads: make it anew");
            graph.AddCommand<RebuildGraphCommand>("rebuild").WithDescription("Make it anew from the leads and show how far it is; nothing is missing meanwhile").WithExample("graph", "rebuild");
            graph.AddCommand<CancelGraphRebuildCommand>("cancel").WithDescription("Cancel a rebuild; what it has written stays").WithExample("graph", "cancel", "ID");
        });
    }
}
