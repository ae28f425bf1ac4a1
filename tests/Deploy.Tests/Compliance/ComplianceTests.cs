namespace LeadPlatform.Deploy.Tests.Compliance;

public class ComplianceTests
{
    [Fact]
    public void Every_test_file_and_section_that_is_named_is_there() => ComplianceDocument.Read().Missing().ShouldBeEmpty();

    [Fact]
    public void Every_control_has_a_proof_or_says_what_is_open()
    {
        var document = ComplianceDocument.Read();
        document.WithoutProof().ShouldBeEmpty();
        foreach (var framework in ComplianceDocument.Frameworks)
            document.Controls(framework).ShouldNotBeEmpty(framework);
    }

    [Theory]
    [InlineData("`ComplianceTests.A_test_that_was_renamed`")]
    [InlineData("`GoneTests`")]
    [InlineData("`deploy/runbooks/gone.md`")]
    [InlineData("[there](#gone)")]
    public void What_is_gone_is_found(string name) => new ComplianceDocument($"## Here\n\n{name}\n").Missing().ShouldHaveSingleItem();

    [Fact]
    public void A_control_without_proof_is_found()
    {
        var text = string.Concat(ComplianceDocument.Frameworks.Select(framework => $"\n## {framework}\n\n| control | what | proof |\n|---|---|---|\n| {framework} 1 | something | – |\n| {framework} 2 | **Open**: nothing | – |\n"));
        new ComplianceDocument(text).WithoutProof().ShouldBe(ComplianceDocument.Frameworks.Select(framework => $"{framework} 1"));
    }

    [Theory]
    [InlineData("monthly")]
    [InlineData("quarterly")]
    public void A_review_has_boxes_to_tick_and_a_workflow_that_opens_it(string review)
    {
        Repository.Read($".github/reviews/{review}.md").Split('\n').Count(line => line.StartsWith("- [ ] ", StringComparison.Ordinal)).ShouldBeGreaterThan(5);
        Repository.Read(".github/workflows/reviews.yml").ShouldContain(review);
    }
}
