using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeadPlatform.DataService.Graph.Cypher;
using LeadPlatform.DataService.Tests.Graph.StandIns;

namespace LeadPlatform.DataService.Tests.Graph;

/// <summary>Every statement, before anything runs it.</summary>
public sealed partial class CypherFileTests
{
    private static readonly string[] Statements = [.. CypherFiles.Names.Where(name => name != "schema.neo4j")];

    [Fact]
    public async Task Every_statement_passes_neo4js_analyser_in_cypher_5_and_25_without_a_warning()
    {
        var statements = CypherFiles.Names.Select(name => (name, CypherFiles.Of(name, CypherDialect.Neo4j)))
            .Concat(Statements.Select(name => ($"{name} for Neptune", CypherFiles.Of(name, CypherDialect.Neptune))));

        (await LintAsync(statements)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_analyser_finds_a_wrong_statement_and_an_unknown_name()
    {
        (await LintAsync([("broken", "MATCH (l:Lead RETURN l")])).ShouldNotBeEmpty();
        (await LintAsync([("unknown", "MATCH (l:Leed) RETURN l.id AS id")])).ShouldNotBeEmpty();
        (await LintAsync([("undefined", "MATCH (l:Lead) RETURN m.id AS id")])).ShouldNotBeEmpty();
    }

    [Fact]
    public void No_statement_has_what_neptune_lacks() =>
        Statements.Where(name => Lacking().IsMatch(CypherFiles.Of(name, CypherDialect.Neptune))).ShouldBeEmpty();

    [Theory]
    [InlineData("MATCH p = shortestPath((a)-[*]-(b)) RETURN p")]
    [InlineData("CALL db.labels()")]
    [InlineData("MATCH (l) CALL { WITH l RETURN 1 AS one } RETURN one")]
    [InlineData("RETURN 2 ^ 3")]
    [InlineData("MATCH (l) RETURN l[$key]")]
    [InlineData("MATCH (l) RETURN l LIMIT $limit")]
    [InlineData("MATCH (l) WHERE any(x IN [1] WHERE x = 1) RETURN l")]
    [InlineData("RETURN reduce(sum = 0, x IN [1] | sum + x)")]
    [InlineData("CREATE INDEX lead_at FOR (n:Lead) ON (n.at)")]
    [InlineData("RETURN apoc.util.md5([1])")]
    [InlineData("MATCH (l) SET l.tags = [1, 2]")]
    [InlineData("MATCH (l) SET l.x = 1 RETURN l UNION MATCH (m) RETURN m")]
    public void What_neptune_lacks_is_found(string statement) => Lacking().IsMatch(statement).ShouldBeTrue();

    [Fact]
    public void Neptune_knows_nodes_by_their_id_and_keeps_it_as_a_property_too()
    {
        CypherFiles.Of("write-identifiers", CypherDialect.Neptune).ShouldBe("UNWIND $rows AS row\nMERGE (i:Identifier {`~id`: row.id})\nSET i.id = row.id, i.kind = row.kind");
        CypherFiles.Of("write-identifiers", CypherDialect.Neo4j).ShouldBe("UNWIND $rows AS row\nMERGE (i:Identifier {id: row.id})\nSET i.kind = row.kind");
        foreach (var name in Statements.Where(name => CypherFiles.Text(name).Contains("MERGE (", StringComparison.Ordinal) && name.StartsWith("write-", StringComparison.Ordinal)))
            CypherFiles.Of(name, CypherDialect.Neptune).ShouldContain(".id = row.id, ");
    }

    private static async Task<string> LintAsync(IEnumerable<(string Name, string Statement)> statements)
    {
        var vocabulary = new JsonObject
        {
            ["labels"] = Names("Lead", "Identifier", "Source", "Line", "Agent"),
            ["relationshipTypes"] = Names("HAS", "CAME_FROM", "INTERESTED_IN", "HANDLED_BY", "REFERRED"),
            // Members of rows stand among them: the analyser does not tell them apart.
            ["propertyKeys"] = Names(
                "id", "~id", "at", "line", "state", "person", "source", "referredBy", "agent", "outcome", "kind", "degree", "lead", "other", "identifier", "since", "phone", "email", "address", "ip"),
            ["parameters"] = new JsonObject
            {
                ["rows"] = new JsonArray(),
                ["id"] = "",
                ["line"] = "",
                ["state"] = "",
                ["after"] = "",
                ["afterId"] = "",
                ["since"] = 0,
                ["minLeads"] = 0,
                ["afterLeads"] = 0,
            },
        };
        using var process = await GraphChecks.StartAsync("lint.mjs", vocabulary.ToJsonString());
        await process.StandardInput.WriteAsync(new JsonArray([.. statements.Select(one => new JsonObject { ["name"] = one.Name, ["statement"] = one.Statement })]).ToJsonString());
        process.StandardInput.Close();
        var (found, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, await error);
        return await found;
    }

    private static JsonArray Names(params string[] names) => new([.. names.Select(name => JsonValue.Create(name))]);

    [GeneratedRegex(
        @"shortestPath|\bCALL\b|\^|\w\[\s*(\$|\w+\s*\])|LIMIT\s+(?!\d+\b)|SKIP\s+(?!\d+\b)|\b(any|all|none|single|reduce)\s*\(|\b(CONSTRAINT|INDEX)\b|apoc\.|=\s*\[|\bUNION\b|\bFOREACH\b|\bLOAD\s+CSV\b|\b(date|datetime|duration|time|localtime)\s*\(",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Lacking();
}
