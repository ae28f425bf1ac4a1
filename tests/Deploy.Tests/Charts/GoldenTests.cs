namespace LeadPlatform.Deploy.Tests.Charts;

/// <summary>What a change of the chart changes in production is seen in its diff.</summary>
public class GoldenTests
{
    [Fact]
    public async Task The_production_render_is_the_one_written_down()
    {
        var rendered = await Rendered.OfAsync("values-production.yaml");
        // Rules and dashboards are files already; a copy of them would only be long.
        var documents = rendered.Text.Split("---\n", StringSplitOptions.RemoveEmptyEntries)
            .Where(document => !document.StartsWith("# Source: templates/monitoring.yaml", StringComparison.Ordinal) && !document.StartsWith("# Source: lead-platform/templates/monitoring.yaml", StringComparison.Ordinal))
            .Select(document => document[(document.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
        Repository.ShouldBeUpToDate("tests/Deploy.Tests/Charts/production.golden.yaml", "---\n" + string.Join("---\n", documents));
    }
}
