using System.Runtime.Versioning;
using LeadPlatform.Cli.Calls;
using LeadPlatform.Cli.Profiles;

namespace LeadPlatform.Cli.Tests.Profiles;

public sealed class ConnectionTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leadplatform-profiles-");

    private ProfileFolder Folder => new(Path.Combine(_folder.FullName, "leads"));

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_kept_profile_can_be_read_by_its_user_alone()
    {
        var file = Folder.Save("default", new Profile(new Uri("https://leads.example.com/"), ApiKey: "k"));

        File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(Path.GetDirectoryName(file)!).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Folder.Find("default").ShouldBe(new Profile(new Uri("https://leads.example.com/"), ApiKey: "k"));
        Folder.Remove("default").ShouldBeTrue();
        Folder.Find("default").ShouldBeNull();
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("")]
    [InlineData("a b")]
    public void A_name_that_could_leave_the_folder_is_refused(string name) => Should.Throw<CliException>(() => Folder.Find(name)).ExitCode.ShouldBe(ExitCode.Usage);

    [Theory]
    [InlineData("https://a.example.com", "https://b.example.com", "https://a.example.com/")]
    [InlineData(null, "https://b.example.com", "https://b.example.com/")]
    [InlineData(null, null, "https://c.example.com/")]
    public void The_server_is_that_of_the_command_line_then_of_the_environment_then_of_the_profile(string? option, string? variable, string expected) =>
        Connection.Server(new ServerSettings { Server = option }, new Profile(new Uri("https://c.example.com/")), name => name == "LEADS_SERVER" ? variable : null)
            .AbsoluteUri.ShouldBe(expected);

    [Fact]
    public void A_profile_that_was_asked_for_and_is_not_there_is_a_wrong_use() =>
        Should.Throw<CliException>(() => Connection.Open(new ServerSettings { Profile = "other" }, Folder, _ => null)).ExitCode.ShouldBe(ExitCode.Usage);

    public void Dispose() => _folder.Delete(recursive: true);
}
