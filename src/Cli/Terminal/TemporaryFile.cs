namespace LeadPlatform.Cli.Terminal;

/// <summary>A file that has its name only once it is complete.</summary>
internal sealed class TemporaryFile : IAsyncDisposable
{
    private readonly string _path;
    private readonly string _temporary;
    private readonly FileStream _stream;
    private bool _kept;

    public TemporaryFile(string path)
    {
        _path = Path.GetFullPath(path);
        _temporary = $"{_path}.{Environment.ProcessId}.part";
        // It holds personal data: for its user alone.
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        _stream = new FileStream(_temporary, options);
    }

    public Stream Stream => _stream;

    /// <summary>Complete: gives it its name, in place of what had it.</summary>
    public async Task KeepAsync(CancellationToken cancellationToken)
    {
        await _stream.FlushAsync(cancellationToken);
        await _stream.DisposeAsync();
        File.Move(_temporary, _path, overwrite: true);
        _kept = true;
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        if (!_kept)
            File.Delete(_temporary);
    }
}
