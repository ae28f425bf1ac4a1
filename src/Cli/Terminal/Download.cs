using LeadPlatform.Cli.Calls;

namespace LeadPlatform.Cli.Terminal;

/// <summary>Brings an answer into a file or to standard output.</summary>
internal static class Download
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <param name="file">Null: standard output.</param>
    /// <returns>Bytes written.</returns>
    /// <exception cref="CliException">The answer broke off; the file is then as it was before.</exception>
    public static async Task<long> RunAsync(Platform platform, string address, string? file, string what, CancellationToken cancellationToken)
    {
        using var answer = await platform.SendAsync(() => Request(address), again: true, cancellationToken);
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        if (file is null)
        {
            await using var output = Console.OpenStandardOutput();
            return await CopyAsync(body, output, what, cancellationToken);
        }

        await using var temporary = new TemporaryFile(file);
        var bytes = await CopyAsync(body, temporary.Stream, what, cancellationToken);
        await temporary.KeepAsync(cancellationToken);
        return bytes;
    }

    private static HttpRequestMessage Request(string address)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.AcceptEncoding.ParseAdd("gzip");
        return request;
    }

    private static async ValueTask<int> ReadAsync(Stream from, byte[] buffer, string what, CancellationToken cancellationToken)
    {
        try
        {
            return await from.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or InvalidDataException)
        {
            throw new CliException(ExitCode.Unreachable, $"The {what} broke off and is not complete. Try again.");
        }
    }

    private static async Task<long> CopyAsync(Stream from, Stream to, string what, CancellationToken cancellationToken)
    {
        var buffer = new byte[65_536];
        var (bytes, shown) = (0L, TimeProvider.System.GetTimestamp());
        while (await ReadAsync(from, buffer, what, cancellationToken) is var count and > 0)
        {
            await to.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            bytes += count;
            if (TimeProvider.System.GetElapsedTime(shown) < Interval || Console.IsErrorRedirected)
                continue;
            shown = TimeProvider.System.GetTimestamp();
            Say.Note($"{what}: {bytes / 1_000_000.0:0.0} MB");
        }

        return bytes;
    }
}
