using System.Globalization;
using LeadPlatform.Scoring.Tool.Evaluating;
using LeadPlatform.Scoring.Tool.Predicting;
using LeadPlatform.Scoring.Tool.Training;
using Spectre.Console;
using Spectre.Console.Cli;

namespace LeadPlatform.Scoring.Tool;

/// <summary>The commands. Exit codes: 0 done, 1 a file or setting that can't be used, 130 stopped.</summary>
internal static class ScoringApp
{
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var app = new CommandApp();
        app.Configure(commands =>
        {
            commands.SetApplicationName("scoring");
            commands.PropagateExceptions();
            commands.AddCommand<TrainCommand>("train").WithDescription("Trains a model on rows whose outcome is known")
                .WithExample("train", "--input", "leads.csv", "--label", "Converted", "--exclude", "\"Tags,Lead Quality\"", "--model", "leads.model")
                .WithExample("train", "--input", "train.tsv", "--label", "last", "--model", "policies.model");
            commands.AddCommand<PredictCommand>("predict").WithDescription("Scores rows: one probability a line, in order")
                .WithExample("predict", "--model", "leads.model", "--input", "new.csv", "--output", "scores.csv");
            commands.AddCommand<EvaluateCommand>("evaluate").WithDescription("Measures by cross-validation, or a model on rows it hasn't seen")
                .WithExample("evaluate", "--input", "train.tsv", "--label", "last", "--folds", "10")
                .WithExample("evaluate", "--input", "held-back.csv", "--label", "Converted", "--model", "leads.model", "--out", "calibration.svg");
        });
        try
        {
            return await app.RunAsync(args, cancellationToken);
        }
        catch (Exception failure) when (failure is ScoringException or CommandRuntimeException or IOException)
        {
            await Console.Error.WriteLineAsync($"error: {failure.Message}");
            return 1;
        }
        catch (Exception failure) when (failure is OperationCanceledException || failure is AggregateException { InnerException: OperationCanceledException })
        {
            await Console.Error.WriteLineAsync("stopped; nothing was written.");
            return 130;
        }
    }

    /// <summary>Runs long work on the side and tells its progress on standard error.</summary>
    public static Task<T> ProgressAsync<T>(string name, Func<Action<double>, T> work) =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }).Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(context =>
            {
                var task = context.AddTask(name, maxValue: 1);
                return Task.Run(() => work(share => task.Value = share));
            });
}
