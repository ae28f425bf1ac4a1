namespace LeadPlatform.LocalHosting.Tests.Description;

public class CommandLineTests
{
    private static readonly CommandLineOption[] Known = [new("port", "N", "the port"), new("fresh", null, "start anew")];

    [Fact]
    public void Values_and_flags_become_settings() =>
        CommandLine.Parse(["--port", "80", "--fresh", "--Dashboard:Port=90", "--Parameters:word", "x"], Known).ShouldBe(
            new Dictionary<string, string?> { ["port"] = "80", ["fresh"] = "true", ["Dashboard:Port"] = "90", ["Parameters:word"] = "x" }, ignoreOrder: true);

    [Fact]
    public void A_flag_takes_no_word_after_it() =>
        Refusal("--fresh", "yes").ShouldBe("'yes' is no option; options start with two hyphens. --help lists them.");

    [Fact]
    public void A_flag_can_be_turned_off() => CommandLine.Parse(["--fresh=false"], Known)["fresh"].ShouldBe("false");

    [Fact]
    public void An_unknown_option_is_refused_with_the_known_ones() =>
        Refusal("--prot", "80").ShouldBe("Unknown option '--prot'. Known are --port, --fresh and any setting as --Section:Key VALUE.");

    [Theory]
    [InlineData("--port")]
    [InlineData("--port", "--fresh")]
    public void An_option_without_its_value_is_refused(params string[] args) => Refusal(args).ShouldBe("Option --port needs a value: --port N.");

    [Fact]
    public void Help_has_a_short_form() => CommandLine.Parse(["-h"], [new("help", null, "")])["help"].ShouldBe("true");

    private static string Refusal(params string[] args) => Should.Throw<DistributedApplicationException>(() => CommandLine.Parse(args, Known)).Message;
}
