using System.ComponentModel.DataAnnotations;
using LeadPlatform.Orchestrator.Providers;

namespace LeadPlatform.Orchestrator.Tests.Providers;

public sealed class AiOptionsTests
{
    [Fact]
    public void Without_settings_nobody_is_asked_and_nothing_is_wrong()
    {
        Wrong(new AiOptions()).ShouldBeEmpty();
        new AiOptions().AsksNobody.ShouldBeTrue();
        new AiOptions { Chain = { "local" }, Embeddings = "local" }.AsksNobody.ShouldBeTrue();
    }

    [Fact]
    public void The_chain_ends_with_the_local_result() => new AiOptions { Chain = { "a", "local", "b" } }.Asked.ShouldBe(["a"]);

    [Theory]
    [InlineData("main", "main", "openai", "m", null, null)]
    [InlineData("main", "other", "openai", "m", null, "Ai:Chain names other")]
    [InlineData("main", "main", "openai", "", null, "Ai:Providers:main:Model")]
    [InlineData("Main!", "Main!", "openai", "m", null, "Ai:Providers:Main!")]
    [InlineData("main", "main", "bedrock", "m", null, "Ai:Providers:main:Kind must be openai or anthropic")]
    [InlineData("main", "main", "anthropic", "m", "main", "Ai:Embeddings names main")]
    [InlineData("main", "main", "openai", "m", "nobody", "Ai:Embeddings names nobody")]
    public void A_wrong_setting_is_told_with_its_key(string name, string chain, string kind, string model, string? embeddings, string? starts)
    {
        var wrong = Wrong(new AiOptions { Providers = { [name] = new ProviderOptions { Kind = kind, Model = model } }, Chain = { chain }, Embeddings = embeddings });

        if (starts is null)
            wrong.ShouldBeEmpty();
        else
            wrong.ShouldContain(sentence => sentence.StartsWith(starts, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_limit_of_a_provider_has_its_range()
    {
        var none = new ProviderOptions
        {
            Endpoint = new Uri("ftp://example.com"),
            Timeout = TimeSpan.Zero,
            Retries = 9,
            RetryDelay = TimeSpan.Zero,
            MaxRetryAfter = TimeSpan.FromHours(1),
            Concurrency = 0,
            WaitForPlace = TimeSpan.FromHours(1),
            RequestsPerMinute = 0,
            TokensPerMinute = 0,
            DailyBudgetMicros = -1,
            InputMicrosPerMillionTokens = -1,
            MaxOutputTokens = 1,
            MaxAnswerBytes = 1,
            BreakerFailureRatio = 2,
            BreakerMinimumCalls = 1,
            BreakerPause = TimeSpan.Zero,
            Dimensions = 0,
        };

        none.Wrong("x").Count().ShouldBe(17);
        new ProviderOptions().Wrong("x").ShouldBeEmpty();
    }

    [Fact]
    public void An_unknown_prompt_is_told() => Wrong(new AiOptions { Prompt = "analyse.99" }).ShouldHaveSingleItem().ShouldContain("analyse.1");

    private static List<string> Wrong(AiOptions options)
    {
        var wrong = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), wrong, validateAllProperties: true);
        return [.. wrong.Select(result => result.ErrorMessage!)];
    }
}
