namespace LeadPlatform.Deploy.Tests;

/// <summary>Where things lie.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Chart { get; } = Path("deploy/helm/lead-platform");

    /// <summary>Whether files that are made from others are written instead of compared: <c>UPDATE_FILES=1 ./test Deploy.Tests</c>.</summary>
    public static bool Updates { get; } = Environment.GetEnvironmentVariable("UPDATE_FILES") == "1";

    public static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    public static string Relative(string path) => System.IO.Path.GetRelativePath(Root, path);

    public static string Read(string relative) => File.ReadAllText(Path(relative));

    /// <summary>Compares a file that is made from others with what it should be, or writes it where <see cref="Updates"/> says so.</summary>
    public static void ShouldBeUpToDate(string relative, string content)
    {
        if (Updates)
            File.WriteAllText(Path(relative), content);
        var found = File.Exists(Path(relative)) ? Read(relative) : "";
        if (found != content)
            Assert.Fail($"{relative} is not up to date (UPDATE_FILES=1 ./test Deploy.Tests writes it). {FirstDifference(found, content)}");
    }

    private static string FirstDifference(string found, string wanted)
    {
        var (before, after) = (found.Split('\n'), wanted.Split('\n'));
        for (var i = 0; i < Math.Max(before.Length, after.Length); i++)
        {
            var (was, now) = (before.ElementAtOrDefault(i), after.ElementAtOrDefault(i));
            if (was != now)
                return $"First difference in line {i + 1}:\n- {was}\n+ {now}";
        }

        return "";
    }

    private static string FindRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(directory.FullName, "LeadPlatform.sln")))
                return directory.FullName;
        }

        throw new InvalidOperationException($"No LeadPlatform.sln above {AppContext.BaseDirectory}.");
    }
}
