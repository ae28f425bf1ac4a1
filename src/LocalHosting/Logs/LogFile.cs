using System.Globalization;
using System.Text;

namespace Aspire.Hosting.Logs;

/// <summary>A file of output with a bound: when it is full it becomes <c>{name}.log.1</c>, whose predecessor is dropped.</summary>
internal sealed class LogFile(string path, long maxBytes) : IDisposable
{
    private FileStream? _file;
    private bool _disposed;

    public void Write(DateTimeOffset time, IEnumerable<string> lines)
    {
        if (_disposed)
            return;

        try
        {
            var stamp = time.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
            var bytes = Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => $"{stamp} {line}\n")));
            _file ??= Open();
            if (_file.Length + bytes.Length > maxBytes && _file.Length > 0)
                Rotate();
            _file.Write(bytes);
            _file.Flush();
        }
        catch (IOException)
        {
            // A full disk must not stop the reading of output: a process whose pipe is full stands still.
        }
    }

    public void Dispose()
    {
        _disposed = true;
        _file?.Dispose();
    }

    private void Rotate()
    {
        _file!.Dispose();
        _file = null;
        File.Move(path, path + ".1", overwrite: true);
        _file = Open();
    }

    private FileStream Open()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
    }
}
