using LeadPlatform.DataService.PersonalData;
using Microsoft.Extensions.Options;

namespace LeadPlatform.DataService.Importing;

/// <summary>The files that wait, each under the id of its import. Sealed, and readable by this service's user only: they hold personal data.</summary>
internal sealed class ImportFolder(PersonalSeal seal, IOptions<ImportOptions> options)
{
    public string PathOf(Guid importId) => Path.Combine(options.Value.Folder, $"{importId:N}.import");

    /// <summary>Keeps a body as it comes in.</summary>
    /// <returns>Its bytes; null where it is larger than allowed, and then nothing is kept.</returns>
    public async Task<long?> KeepAsync(Guid importId, Stream body, CancellationToken cancellationToken)
    {
        var path = PathOf(importId);
        try
        {
            if (!OperatingSystem.IsWindows())
                Directory.CreateDirectory(options.Value.Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            else
                Directory.CreateDirectory(options.Value.Folder);
            var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous, BufferSize = 0 };
            if (!OperatingSystem.IsWindows())
                create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            await using var file = new FileStream(path, create);
            using var content = await SealedFileWriter.BeginAsync(file, seal, importId, cancellationToken);
            var buffer = new byte[131_072];
            while (await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken) is var read and > 0)
            {
                if (content.Length + read > options.Value.MaxBytes)
                {
                    Delete(importId);
                    return null;
                }

                await content.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            await content.CompleteAsync(cancellationToken);
            // The answer promises that the import goes on after a crash, the machine's included.
            file.Flush(flushToDisk: true);
            return content.Length;
        }
        catch
        {
            Delete(importId);
            throw;
        }
    }

    /// <summary>The file as it was sent.</summary>
    public Stream Open(Guid importId) => SealedFile.Open(PathOf(importId), seal, importId);

    public void Delete(Guid importId) => File.Delete(PathOf(importId));
}
