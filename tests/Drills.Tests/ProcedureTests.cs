using System.Diagnostics;
using System.Text.RegularExpressions;
using LeadPlatform.Drills.Regions;

namespace LeadPlatform.Drills.Tests;

public sealed partial class ProcedureTests
{
    private static readonly TimeSpan RecoveryTimeTarget = TimeSpan.FromHours(4);

    public static TheoryData<string> Names => [.. Procedure.All.Select(procedure => procedure.Name)];

    [Theory, MemberData(nameof(Names))]
    public void The_runbook_says_what_the_steps_do(string name)
    {
        var procedure = Of(name);
        var (path, text) = (Path.Combine(RegionVariables.Root(), Runbook.PathOf(procedure)), Runbook.TextOf(procedure, RegionVariables.Read()));
        if (Environment.GetEnvironmentVariable("UPDATE_FILES") == "1")
            File.WriteAllText(path, text);
        File.ReadAllText(path).ShouldBe(text, $"UPDATE_FILES=1 ./test Drills.Tests writes {path}.");
    }

    [Theory, MemberData(nameof(Names))]
    public async Task A_dry_run_shows_every_step_and_touches_nothing(string name)
    {
        // No aws, kubectl or helm: were one of them called, it would be missing.
        var (code, output) = await RunAsync("dotnet", ["exec", typeof(Procedure).Assembly.Location, name, "--dry-run"]);
        code.ShouldBe(0, output);
        foreach (var step in Of(name).Steps)
        {
            output.ShouldContain($"# {step.Id}: {step.Title}{(step.Irreversible ? " (can't be taken back: asks first)" : "")}\n{step.Command}\n");
            output.ShouldContain(step.Check);
        }

        output.ShouldContain("Nothing was done.");
    }

    [Theory, MemberData(nameof(Names))]
    public async Task A_dry_run_begins_at_the_step_it_is_told_and_names_the_steps_where_there_is_none_of_that_name(string name)
    {
        var third = Of(name).Steps[2];
        var (code, output) = await RunAsync("dotnet", ["exec", typeof(Procedure).Assembly.Location, name, "--dry-run", "--from", third.Id]);
        code.ShouldBe(0, output);
        output.ShouldContain($"# {third.Id}:");
        output.ShouldNotContain($"# {Of(name).Steps[1].Id}:");

        (code, output) = await RunAsync("dotnet", ["exec", typeof(Procedure).Assembly.Location, name, "--from", "nothing"]);
        code.ShouldBe(2);
        output.ShouldContain(third.Id);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Commands_and_checks_are_sound_shell_and_use_only_variables_that_are_there(string name)
    {
        var variables = RegionVariables.Read();
        foreach (var step in Of(name).Steps)
        {
            foreach (var script in new[] { step.Command, step.Check })
            {
                var file = Path.GetTempFileName();
                try
                {
                    await File.WriteAllTextAsync(file, $"#!/usr/bin/env bash\nset -euo pipefail\n{script}\n");
                    // Variables in capitals are given from outside; a function's single quotes are those of jq and of other shells.
                    var (code, output) = await RunAsync("shellcheck", ["--exclude=SC2016,SC2154", file]);
                    code.ShouldBe(0, $"{step.Id}: {output}");
                }
                finally
                {
                    File.Delete(file);
                }

                Given().Matches(script).Select(match => match.Groups[1].Value).Except(variables.Keys).ShouldBeEmpty(step.Id);
            }
        }
    }

    [Fact]
    public void The_relay_to_PostgreSQL_runs_the_image_of_the_jobs_that_reach_it() =>
        File.ReadAllText(Path.Combine(RegionVariables.Root(), "deploy/helm/lead-platform/values.yaml")).ShouldContain($"postgres: {{ image: \"{SharedSteps.RelayImage}\"");

    [Theory, MemberData(nameof(Names))]
    public void PostgreSQL_is_reached_from_a_pod_and_never_through_the_bastion(string name)
    {
        Of(name).Steps.ShouldAllBe(step => !step.Command.Contains("StartPortForwardingSessionToRemoteHost", StringComparison.Ordinal));
        Of(name).Steps.Single(step => step.Id == "rebuild").Command.ShouldContain("app.kubernetes.io/component: maintenance");
    }

    [Fact]
    public void The_steps_of_the_failover_fit_into_the_time_to_recover() =>
        Failover.Procedure.Steps.Sum(step => step.Minutes).ShouldBeLessThanOrEqualTo((int)RecoveryTimeTarget.TotalMinutes);

    [Theory, MemberData(nameof(Names))]
    public void Steps_have_names_of_their_own(string name) => Of(name).Steps.Select(step => step.Id).ShouldBeUnique();

    private static Procedure Of(string name) => Procedure.All.Single(procedure => procedure.Name == name);

    private static async Task<(int Code, string Output)> RunAsync(string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync() + await errors;
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }

    [GeneratedRegex(@"\$\{?([A-Z][A-Z_]+)\b")]
    private static partial Regex Given();
}
