using System.IO.Compression;

namespace LeadPlatform.DataService.Importing.Reading;

/// <summary>The content of a file, unpacked on the way, from any row on.</summary>
internal sealed class ImportFile : IDisposable
{
    private readonly Stream _file;

    private ImportFile(Stream file, RowScanner rows) => (_file, Rows) = (file, rows);

    public RowScanner Rows { get; }

    /// <summary>Bytes of the file read so far; of a packed one, packed.</summary>
    public long BytesRead => _file.Position;

    /// <param name="file">As it was kept; disposed with this.</param>
    /// <param name="position">Where to begin, in the unpacked content. A packed file has to be unpacked up to there.</param>
    public static ImportFile Open(Stream file, bool packed, char? delimiter, long position)
    {
        var content = file;
        if (packed)
        {
            content = new GZipStream(new BufferedStream(file, 131_072), CompressionMode.Decompress);
            Skip(content, position);
        }
        else
        {
            file.Position = position;
        }

        return new ImportFile(file, new RowScanner(content, position, delimiter));
    }

    public void Dispose() => Rows.Dispose();

    private static void Skip(Stream content, long bytes)
    {
        var buffer = new byte[81_920];
        while (bytes > 0)
        {
            var read = content.Read(buffer, 0, (int)Math.Min(buffer.Length, bytes));
            if (read == 0)
                return;
            bytes -= read;
        }
    }
}
