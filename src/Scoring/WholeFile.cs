using System.Text;

namespace LeadPlatform.Scoring;

/// <summary>Writes files wholly or not at all.</summary>
public static class WholeFile
{
    /// <summary>Writes beside the path and puts it in place when all is written; what stood there before stays until then.</summary>
    public static async Task WriteAsync(string path, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        var beside = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            await using (var stream = new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true))
            {
                await write(stream, cancellationToken);
                await stream.FlushAsync(cancellationToken);
            }

            File.Move(beside, path, overwrite: true);
        }
        catch (Exception failure) when (failure is DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw new ScoringException($"{path}: it can't be written ({failure.Message})", failure);
        }
        finally
        {
            if (File.Exists(beside))
                File.Delete(beside);
        }
    }

    /// <inheritdoc cref="WriteAsync(string, Func{Stream, CancellationToken, Task}, CancellationToken)"/>
    public static Task WriteAsync(string path, string text, CancellationToken cancellationToken) =>
        WriteAsync(path, (stream, token) => stream.WriteAsync(Encoding.UTF8.GetBytes(text), token).AsTask(), cancellationToken);
}
