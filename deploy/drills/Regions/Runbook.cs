using System.Text;

namespace LeadPlatform.Drills.Regions;

/// <summary>A procedure as its runbook says it: <c>deploy/runbooks/failover.md</c> and <c>failback.md</c>.</summary>
internal static class Runbook
{
    public static string PathOf(Procedure procedure) => $"deploy/runbooks/{procedure.Name}.md";

    public static string TextOf(Procedure procedure, IReadOnlyDictionary<string, string> variables)
    {
        var text = new StringBuilder();
        text.Append(
            $"""
            # {procedure.Title}

            {procedure.Introduction}

            ## How it is done

            `dotnet run --project deploy/drills -- {procedure.Name} --dry-run` shows the steps; without `--dry-run` each runs its command, then waits for its check. It stops at the first that fails, asks before what can't be taken back, and
            goes on with `--from STEP`. By hand: the same commands, in a shell (`set -euo pipefail`) with

            ```sh
            {string.Join('\n', variables.Select(variable => $"export {variable.Key}={variable.Value}"))}
            ```

            The steps may take {procedure.Steps.Sum(step => step.Minutes)} minutes together. This page is made from `deploy/drills/Regions`: change it there (`UPDATE_FILES=1 ./test Drills.Tests` writes it).


            """);
        foreach (var (index, step) in procedure.Steps.Index())
        {
            text.Append(
                $"""
                ## {index + 1}. {step.Title} (`{step.Id}`)

                {step.Why}{(step.Irreversible ? " **It can't be taken back.**" : "")}

                {(step.Command == Step.Nothing ? "There is nothing to run." : $"```sh\n{step.Command}\n```")}

                Check, within {step.Minutes} minutes:

                ```sh
                {step.Check}
                ```


                """);
        }

        return text.Append($"## Afterwards\n\n{procedure.Afterwards}\n").ToString();
    }
}
