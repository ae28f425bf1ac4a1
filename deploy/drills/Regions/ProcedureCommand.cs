using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;

namespace LeadPlatform.Drills.Regions;

/// <summary><c>failover</c> and <c>failback</c>: what the runbooks say, done step by step.</summary>
internal sealed class ProcedureCommand : AsyncCommand<ProcedureCommand.Settings>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    internal sealed class Settings : CommandSettings
    {
        [CommandOption("--dry-run")]
        [Description("Show the steps with their commands and checks; touch nothing")]
        public bool DryRun { get; init; }

        [CommandOption("--from <STEP>")]
        [Description("Begin with this step")]
        public string? From { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var procedure = Procedure.All.Single(one => one.Name == context.Name);
        Step[] steps = [.. procedure.Steps.SkipWhile(step => settings.From is { } first && step.Id != first)];
        if (steps.Length == 0)
        {
            AnsiConsole.WriteLine($"There is no step {settings.From}: {string.Join(", ", procedure.Steps.Select(step => step.Id))}.");
            return 2;
        }

        var variables = RegionVariables.Read();
        if (settings.DryRun)
        {
            Show(steps, variables);
            return 0;
        }

        var runner = new StepRunner(variables, Confirm, AnsiConsole.WriteLine, Pause, TimeProvider.System);
        var (outcome, at) = await runner.RunAsync(steps, cancellationToken);
        AnsiConsole.WriteLine(outcome == RunOutcome.Done ? $"Done. What comes afterwards: {Runbook.PathOf(procedure)}" : $"Stopped at {at.Id}. Go on with: {procedure.Name} --from {at.Id}");
        return outcome == RunOutcome.Done ? 0 : 1;
    }

    private static bool Confirm(Step step) =>
        // Where nobody can answer, the answer is no.
        !Console.IsInputRedirected && AnsiConsole.Confirm($"{Markup.Escape(step.Title)}. It can't be taken back. Do it?", defaultValue: false);

    private static void Show(Step[] steps, IReadOnlyDictionary<string, string> variables)
    {
        // As text, not as console output that is wrapped: whoever copies a command gets it whole.
        Console.Out.WriteLine(string.Join('\n', variables.Select(variable => $"{variable.Key}={variable.Value}")));
        foreach (var step in steps)
            Console.Out.WriteLine($"\n# {step.Id}: {step.Title}{(step.Irreversible ? " (can't be taken back: asks first)" : "")}\n{step.Command}\n# check, within {step.Minutes} minutes\n{step.Check}");
        Console.Out.WriteLine($"\n{steps.Length} steps, {steps.Sum(step => step.Minutes)} minutes at most. Nothing was done.");
    }
}
