namespace Aspire.Hosting.Data;

/// <summary>A directory whose direct children may be links to directories that LocalHosting made elsewhere; see <see cref="ServerDirectory"/>.</summary>
internal static class LinkedDirectory
{
    /// <summary>Deletes the directory with all it holds, and what its links point at where LocalHosting made that.</summary>
    public static void Delete(string directory)
    {
        if (!Directory.Exists(directory))
            return;

        foreach (var child in new DirectoryInfo(directory).EnumerateDirectories())
            if (child.LinkTarget is { } target)
            {
                if (target.StartsWith(ServerDirectory.Elsewhere + "/", StringComparison.Ordinal) && Directory.Exists(target))
                    Directory.Delete(target, recursive: true);
                File.Delete(child.FullName);
            }

        Directory.Delete(directory, recursive: true);
    }
}
