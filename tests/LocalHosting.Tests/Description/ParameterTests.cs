namespace LeadPlatform.LocalHosting.Tests.Description;

public class ParameterTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_kept_parameter_is_the_same_at_the_next_start_and_only_its_owner_reads_it()
    {
        await using var app = new TestApp();
        var first = await Kept(app.Builder).GetValueAsync(Cancellation);

        var next = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { ProjectDirectory = TestApp.ProjectDirectory, Args = ["--data", app.Directory] });

        (await Kept(next).GetValueAsync(Cancellation)).ShouldBe(first);
        first!.Length.ShouldBe(40);
        File.GetUnixFileMode(Path.Combine(app.Directory, "parameters.json")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task A_generated_parameter_that_is_not_kept_is_another_at_the_next_start()
    {
        await using var app = new TestApp();

        var first = await app.Builder.AddParameter("one", new GenerateParameterDefault(), secret: true).Resource.GetValueAsync(Cancellation);
        var second = await app.Builder.AddParameter("two", new GenerateParameterDefault(), secret: true).Resource.GetValueAsync(Cancellation);

        second.ShouldNotBe(first);
        File.Exists(Path.Combine(app.Directory, "parameters.json")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("--Parameters:the-secret")]
    [InlineData("--Parameters:the_secret")]
    public async Task A_given_value_wins_over_a_generated_one(string option)
    {
        await using var app = new TestApp(option, "mine");

        (await Kept(app.Builder).GetValueAsync(Cancellation)).ShouldBe("mine");
    }

    [Fact]
    public async Task A_parameter_without_a_value_stops_the_start_with_what_to_set()
    {
        await using var app = new TestApp();
        app.Builder.AddParameter("mail-key", secret: true);

        (await Should.ThrowAsync<MissingParameterValueException>(app.StartAsync)).Message
            .ShouldBe("Parameter 'mail-key' has no value. Set Parameters__mail_key or pass --Parameters:mail-key VALUE.");
    }

    [Fact]
    public async Task A_damaged_file_of_kept_parameters_is_named()
    {
        await using var app = new TestApp();
        await File.WriteAllTextAsync(Path.Combine(app.Directory, "parameters.json"), "{\n\"a\":", Cancellation);

        Should.Throw<DistributedApplicationException>(() => Kept(app.Builder).GetValueAsync(Cancellation).AsTask()).Message
            .ShouldBe($"{app.Directory}/parameters.json holds the generated passwords and is damaged (line 2). Repair it, or start with --fresh, which also deletes the data.");
    }

    [Fact]
    public void A_generated_value_keeps_its_rules()
    {
        var value = new GenerateParameterDefault { MinLength = 30, Upper = false, Special = false, MinNumeric = 12 }.GetDefaultValue();

        value.Length.ShouldBe(30);
        value.ShouldAllBe(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter));
        value.Count(char.IsAsciiDigit).ShouldBeGreaterThanOrEqualTo(12);
    }

    [Fact]
    public void Least_numbers_may_make_a_value_longer() => new GenerateParameterDefault { MinLength = 2, MinLower = 3, MinSpecial = 4 }.GetDefaultValue().Length.ShouldBe(7);

    [Fact]
    public void Rules_that_contradict_each_other_are_refused()
    {
        Should.Throw<DistributedApplicationException>(() => new GenerateParameterDefault { Upper = false, MinUpper = 1 }.GetDefaultValue());
        Should.Throw<DistributedApplicationException>(() => new GenerateParameterDefault { Lower = false, Upper = false, Numeric = false, Special = false }.GetDefaultValue());
    }

    [Fact]
    public async Task A_secret_can_not_be_published()
    {
        await using var app = new TestApp();

        Should.Throw<ArgumentException>(() => app.Builder.AddParameter("word", "x", publishValueAsDefault: true, secret: true)).ParamName.ShouldBe("secret");
    }

    private static ParameterResource Kept(IDistributedApplicationBuilder builder) =>
        builder.AddParameter("the-secret", new GenerateParameterDefault { MinLength = 40 }, secret: true, persist: true).Resource;
}
