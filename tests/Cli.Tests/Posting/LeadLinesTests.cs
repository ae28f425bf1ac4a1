using System.Text;
using LeadPlatform.Cli.Calls;
using LeadPlatform.Cli.Posting;

namespace LeadPlatform.Cli.Tests.Posting;

public sealed class LeadLinesTests
{
    [Fact]
    public async Task Lines_are_leads_with_their_number_and_empty_ones_are_passed_over() =>
        (await ReadAsync("{\"a\":1}\n\n{\"a\":2}\r\nno json")).ShouldBe([(1, "{\"a\":1}"), (3, "{\"a\":2}"), (4, "no json")]);

    [Fact]
    public async Task A_document_over_several_lines_is_one_lead() => (await ReadAsync("{\n  \"a\": 1\n}\n")).ShouldBe([(1, "{\n  \"a\": 1\n}")]);

    [Fact]
    public async Task A_document_that_no_lead_can_be_is_a_wrong_use() =>
        (await Should.ThrowAsync<CliException>(() => ReadAsync("{\n" + new string(' ', LeadLines.MaxBytes)))).ExitCode.ShouldBe(ExitCode.Usage);

    [Fact]
    public void The_key_of_a_lead_is_that_of_its_bytes()
    {
        LeadPoster.KeyOf("{\"a\":1}"u8).ShouldBe("cli-015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862");
        LeadPoster.KeyOf("{\"a\":2}"u8).ShouldNotBe(LeadPoster.KeyOf("{\"a\":1}"u8));
    }

    private static async Task<List<(long Number, string Text)>> ReadAsync(string text)
    {
        var lines = new List<(long, string)>();
        await foreach (var line in LeadLines.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), CancellationToken.None))
            lines.Add((line.Number, Encoding.UTF8.GetString(line.Body)));
        return lines;
    }
}
