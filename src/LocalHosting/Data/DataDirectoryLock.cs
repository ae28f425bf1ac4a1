using System.Globalization;

namespace Aspire.Hosting.Data;

/// <summary>Keeps a second AppHost off the data directory; the system releases it with the process, however that ends.</summary>
internal sealed class DataDirectoryLock : IDisposable
{
    private readonly FileStream _file;

    private DataDirectoryLock(FileStream file) => _file = file;

    /// <exception cref="DistributedApplicationException">Another process holds it, or the directory can't be written.</exception>
    public static DataDirectoryLock Take(DataDirectory data)
    {
        // A locked file can't be read, so the holder's name stands beside it.
        var holder = data.LockFile + ".pid";
        try
        {
            data.Create();
            var taken = new DataDirectoryLock(new FileStream(data.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            File.WriteAllText(holder, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return taken;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new DistributedApplicationException($"The data directory {data.Root} can't be written by this user. Give another with --data DIR.", e);
        }
        catch (IOException e) when (File.Exists(data.LockFile))
        {
            var process = File.Exists(holder) ? $" (process {File.ReadAllText(holder)})" : "";
            throw new DistributedApplicationException(
                $"Another AppHost{process} uses the data directory {data.Root}. Stop it first, or give this one another with --data DIR.", e);
        }
    }

    public void Dispose() => _file.Dispose();
}
