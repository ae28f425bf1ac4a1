namespace Aspire.Hosting.Supervision;

/// <summary>Finds the programs of this machine.</summary>
internal static class SystemProgram
{
    // Servers often lie where only root looks.
    private static readonly string[] Further = ["/usr/local/bin", "/usr/local/sbin", "/usr/bin", "/usr/sbin", "/bin", "/sbin"];

    /// <summary>The full path of a program, or null. A name without a slash is looked up, a path is taken from <paramref name="workingDirectory"/>.</summary>
    public static string? Find(string program, string workingDirectory = "/") =>
        program.Contains('/', StringComparison.Ordinal)
            ? Existing(Path.Combine(workingDirectory, program))
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Concat(Further)
                .Select(directory => Existing(Path.Combine(directory, program))).FirstOrDefault(path => path is not null);

    /// <param name="program">The name of the program.</param>
    /// <param name="package">The Debian package that has it.</param>
    /// <exception cref="DistributedApplicationException">The program is missing.</exception>
    public static string Require(string program, string package) => Find(program) ??
        throw new DistributedApplicationException($"The program {program} is missing. Install it: sudo apt-get install -y {package}");

    private static string? Existing(string path) => File.Exists(path) ? path : null;
}
