using System.Net;
using System.Net.Http.Headers;

namespace LeadPlatform.Cli.Importing;

/// <summary>A file as a body, telling how much of it has left.</summary>
internal sealed class Upload : HttpContent
{
    private readonly string _path;
    private readonly Action<long> _sent;

    public Upload(string path, Action<long> sent)
    {
        (_path, _sent) = (path, sent);
        Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(_path);
        var buffer = new byte[65_536];
        var sent = 0L;
        while (await file.ReadAsync(buffer, cancellationToken) is var count and > 0)
        {
            await stream.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            _sent(sent += count);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = new FileInfo(_path).Length;
        return true;
    }
}
