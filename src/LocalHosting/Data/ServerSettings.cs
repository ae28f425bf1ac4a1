namespace Aspire.Hosting.Data;

/// <summary>Writes the settings file of a server.</summary>
internal static class ServerSettings
{
    private const UnixFileMode OwnerReads = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static async Task WriteAsync(string path, IEnumerable<string> lines, CancellationToken cancellationToken)
    {
        File.Delete(path);
        await using var file = new StreamWriter(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerReads });
        foreach (var line in lines)
            await file.WriteLineAsync(line.AsMemory(), cancellationToken);
    }

    /// <summary>The text in double quotes, as Redis and NATS read it.</summary>
    public static string Quote(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
