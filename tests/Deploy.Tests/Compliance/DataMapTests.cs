using LeadPlatform.TestHost;

namespace LeadPlatform.Deploy.Tests.Compliance;

public class DataMapTests(PlatformServers servers)
{
    [Fact]
    public async Task Every_column_of_both_databases_is_in_the_map()
    {
        var document = ComplianceDocument.Read();
        foreach (var name in MigratedDatabases.Names)
        {
            var mapped = document.MapOf(name).SelectMany(row => new[] { row[1], row[2] }.SelectMany(ComplianceDocument.Names).Select(column => (Table: row[0].Trim('`'), Column: column))).ToArray();
            var columns = await MigratedDatabases.ColumnsAsync(servers, name);
            columns.Except(mapped).ShouldBeEmpty($"{name}: not in the map");
            mapped.Except(columns).ShouldBeEmpty($"{name}: in the map alone");
            // In one of the two lists, not in both.
            mapped.ShouldBeUnique();
        }
    }

    [Fact]
    public void Every_table_says_whose_it_is_and_how_long_it_is_kept()
    {
        foreach (var row in MigratedDatabases.Names.SelectMany(ComplianceDocument.Read().MapOf))
            row.Skip(3).ShouldAllBe(cell => cell.Length > 0, row[0]);
    }
}
