using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Aspire.Hosting.Data;

/// <summary>A user of this machine.</summary>
internal sealed partial record PosixAccount(string Name, uint UserId, uint GroupId)
{
    private const string Accounts = "/etc/passwd";

    /// <summary>The user of that name, or null.</summary>
    public static PosixAccount? Find(string name)
    {
        var entry = File.Exists(Accounts) ? File.ReadLines(Accounts).Select(line => line.Split(':')).FirstOrDefault(fields => fields[0] == name && fields.Length > 3) : null;
        return entry is null ? null : new PosixAccount(name, uint.Parse(entry[2], CultureInfo.InvariantCulture), uint.Parse(entry[3], CultureInfo.InvariantCulture));
    }

    /// <summary>Makes the user the owner of a file or directory; only root may.</summary>
    public void Own(string path)
    {
        if (ChangeOwner(path, UserId, GroupId) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"{path} can't be given to {Name}");
    }

    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int ChangeOwner(string path, uint owner, uint group);
}
