using System.Diagnostics;

namespace LeadPlatform.Deploy.Tests.Programs;

/// <summary>A program that ran to its end.</summary>
internal sealed record ProgramRun(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);

    /// <summary>Runs a program in the repository's root.</summary>
    /// <exception cref="InvalidOperationException">It is not installed.</exception>
    public static async Task<ProgramRun> OfAsync(string program, IEnumerable<string> arguments, string? input = null, IReadOnlyDictionary<string, string>? variables = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in variables ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        using var process = Start(start);
        using var limit = new CancellationTokenSource(Limit);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }

        return new ProgramRun(process.ExitCode, await output, await errors);
    }

    /// <summary>Runs a program that must succeed, and returns what it printed.</summary>
    public static async Task<string> OutputAsync(string program, IEnumerable<string> arguments, string? input = null, IReadOnlyDictionary<string, string>? variables = null)
    {
        var run = await OfAsync(program, arguments, input, variables);
        run.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}\n{run.Output}{run.Errors}");
        return run.Output;
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new InvalidOperationException($"{start.FileName} is not installed; ./test installs it (see tools/prerequisites.sh).");
        }
    }
}
