using System.Diagnostics;

namespace LeadPlatform.Drills.Regions;

/// <summary>How a procedure ended.</summary>
internal enum RunOutcome
{
    /// <summary>Every step's check holds.</summary>
    Done,

    /// <summary>A command failed or a check did not come to hold.</summary>
    Failed,

    /// <summary>An irreversible step was not confirmed.</summary>
    Refused,
}

/// <summary>Does the steps one after the other: each step's command, then its check until it holds.</summary>
/// <param name="confirm">Asked before an irreversible step.</param>
/// <param name="say">Told what happens, a line at a time.</param>
/// <param name="pause">Between two looks at a check.</param>
internal sealed class StepRunner(IReadOnlyDictionary<string, string> variables, Func<Step, bool> confirm, Action<string> say, TimeSpan pause, TimeProvider time)
{
    /// <summary>Runs the steps from one on.</summary>
    /// <returns>How it ended, and the step at which it ended or has to go on.</returns>
    public async Task<(RunOutcome Outcome, Step At)> RunAsync(IReadOnlyList<Step> steps, CancellationToken cancellationToken)
    {
        foreach (var step in steps)
        {
            say($"{time.GetUtcNow():HH:mm:ss}Z {step.Id}: {step.Title}");
            if (step.Irreversible && !confirm(step))
                return (RunOutcome.Refused, step);
            if (!await DoAsync(step, cancellationToken))
                return (RunOutcome.Failed, step);
        }

        return (RunOutcome.Done, steps[^1]);
    }

    private async Task<bool> DoAsync(Step step, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(step.Minutes), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            if (await BashAsync(step.Command, either.Token) is not 0 and var code)
            {
                say($"  the command of {step.Id} ended with {code}");
                return false;
            }

            while (await BashAsync(step.Check, either.Token) != 0)
                await Task.Delay(pause, time, either.Token);
            say($"  {step.Id} holds after {time.GetElapsedTime(started).TotalSeconds:0} s");
            return true;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            say($"  {step.Id} does not hold after {step.Minutes} minutes");
            return false;
        }
    }

    private async Task<int> BashAsync(string script, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = RegionVariables.Root() };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        using var bash = new Process { StartInfo = start };
        bash.OutputDataReceived += Say;
        bash.ErrorDataReceived += Say;
        bash.Start();
        bash.BeginOutputReadLine();
        bash.BeginErrorReadLine();
        try
        {
            await bash.WaitForExitAsync(cancellationToken);
        }
        finally
        {
            if (!bash.HasExited)
                bash.Kill(entireProcessTree: true);
        }

        return bash.ExitCode;
    }

    private void Say(object sender, DataReceivedEventArgs line)
    {
        if (!string.IsNullOrWhiteSpace(line.Data))
            say("  " + line.Data);
    }
}
