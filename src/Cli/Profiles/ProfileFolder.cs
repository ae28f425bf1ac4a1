using System.Text.Json;
using LeadPlatform.Cli.Calls;

namespace LeadPlatform.Cli.Profiles;

/// <summary>Profiles as files that only their user can read: <c>$XDG_CONFIG_HOME/leads/NAME.json</c>, else <c>~/.config/leads/NAME.json</c>.</summary>
internal sealed class ProfileFolder(string path)
{
    public const string DefaultName = "default";

    public static ProfileFolder OfUser() => new(Path.Combine(Base(), "leads"));

    /// <exception cref="CliException">The name or the file is wrong.</exception>
    public Profile? Find(string name)
    {
        var file = FileOf(name);
        if (!File.Exists(file))
            return null;
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(file), ProfileJson.Default.Profile);
        }
        catch (JsonException)
        {
            throw new CliException(ExitCode.Usage, $"{file} is no profile; 'leads logout --profile {name}' removes it.");
        }
    }

    /// <summary>Writes a whole new file, mode 0600, and puts it in place of the old.</summary>
    public string Save(string name, Profile profile)
    {
        var file = FileOf(name);
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var temporary = $"{file}.{Environment.ProcessId}.tmp";
        File.Delete(temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(temporary, options))
            JsonSerializer.Serialize(stream, profile, ProfileJson.Default.Profile);
        File.Move(temporary, file, overwrite: true);
        return file;
    }

    /// <returns>False where there was none.</returns>
    public bool Remove(string name)
    {
        var file = FileOf(name);
        if (!File.Exists(file))
            return false;
        File.Delete(file);
        return true;
    }

    private string FileOf(string name) =>
        name.Length is >= 1 and <= 64 && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_')
            ? Path.Combine(path, name + ".json")
            : throw new CliException(ExitCode.Usage, "A profile's name has 1 to 64 letters, digits, - and _.");

    private static string Base() => Environment.GetEnvironmentVariable("XDG_CONFIG_HOME") is { Length: > 0 } configured && Path.IsPathFullyQualified(configured)
        ? configured
        : OperatingSystem.IsWindows()
            ? Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData)
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config");
}
