using System.Security.Cryptography;

namespace Aspire.Hosting.Data;

/// <summary>The directory of one server, closed to everybody but the user it runs as.</summary>
internal static class ServerDirectory
{
    /// <summary>Where the directory of a server lies that runs as a user who can't reach the data directory (root's home, for example); a link in the data directory points there.</summary>
    public const string Elsewhere = "/var/lib/localhosting";

    private const UnixFileMode OthersPass = UnixFileMode.OtherExecute;
    private const int NameBytes = 8;

    /// <param name="parent">The directory of volumes or of scratch directories.</param>
    /// <param name="name">The name of the directory in it.</param>
    /// <param name="owner">The user the server runs as; null for this one.</param>
    /// <returns>The real path.</returns>
    public static string Create(string parent, string name, PosixAccount? owner)
    {
        DataDirectory.CreatePassThrough(parent);
        var directory = new DirectoryInfo(Path.Combine(parent, name));
        if (directory.LinkTarget is { } target && Directory.Exists(target))
            return target;

        if (owner is not null && !directory.Exists && Ancestors(parent).Any(ancestor => !ancestor.UnixFileMode.HasFlag(OthersPass)))
        {
            DataDirectory.CreatePassThrough(Elsewhere);
            target = Path.Combine(Elsewhere, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NameBytes)));
            DataDirectory.CreateClosed(target);
            owner.Own(target);
            File.Delete(directory.FullName);
            File.CreateSymbolicLink(directory.FullName, target);
            return target;
        }

        DataDirectory.CreateClosed(directory.FullName);
        owner?.Own(directory.FullName);
        return directory.FullName;
    }

    private static IEnumerable<DirectoryInfo> Ancestors(string path)
    {
        for (var directory = new DirectoryInfo(path); directory is not null; directory = directory.Parent)
            yield return directory;
    }
}
