using System.Text;

namespace LeadPlatform.Deploy.Tests.Charts;

/// <summary>The chart's README is made from the comments of its values.</summary>
public class ChartReadmeTests
{
    [Fact]
    public void The_README_says_what_the_values_say()
    {
        var text = new StringBuilder();
        text.Append(Head).AppendLine("| value | default | |").AppendLine("|---|---|---|");
        foreach (var (path, value, comment) in Described(File.ReadAllLines(Path.Combine(Repository.Chart, "values.yaml"))))
            text.AppendLine($"| `{path}` | {(value.Length == 0 ? "" : $"`{value.Replace("|", "\\|", StringComparison.Ordinal)}`")} | {comment} |");
        Repository.ShouldBeUpToDate("deploy/helm/lead-platform/README.md", text.ToString());
    }

    [Fact]
    public void Every_group_of_values_is_described() =>
        Described(File.ReadAllLines(Path.Combine(Repository.Chart, "values.yaml"))).Select(one => one.Path.Split('.')[0]).Distinct()
            .ShouldBeSubsetOf([.. Yaml.File("deploy/helm/lead-platform/values.yaml").Select(pair => pair.Key)]);

    private const string Head =
        """
        # Chart lead-platform

        Made from the comments of values.yaml: change them there (`UPDATE_FILES=1 ./test Deploy.Tests` writes this file). How an installation goes: [deploy/README.md](../../README.md).

        `values.yaml` is a small cluster, `values-staging.yaml` and `values-production.yaml` say what differs there, `ci/` holds the other choices that tests render.
        Wrong values are refused by `values.schema.json`; values that don't fit together by the chart, with a sentence that says what to set.


        """;

    private static IEnumerable<(string Path, string Value, string Comment)> Described(string[] lines)
    {
        var path = new List<(int Indent, string Key)>();
        var comment = new List<string>();
        foreach (var line in lines)
        {
            var trimmed = line.TrimStart();
            if (trimmed.StartsWith("# -- ", StringComparison.Ordinal))
            {
                comment = [trimmed["# -- ".Length..]];
            }
            else if (comment.Count > 0 && trimmed.StartsWith("# ", StringComparison.Ordinal))
            {
                comment.Add(trimmed[2..]);
            }
            else if (trimmed.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && !trimmed.StartsWith('#') && !trimmed.StartsWith('-'))
            {
                var indent = line.Length - trimmed.Length;
                path.RemoveAll(part => part.Indent >= indent);
                path.Add((indent, trimmed[..colon]));
                if (comment.Count > 0)
                    yield return (string.Join('.', path.Select(part => part.Key)), trimmed[(colon + 1)..].Trim(), string.Join(' ', comment));
                comment = [];
            }
        }
    }
}
