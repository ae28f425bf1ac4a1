using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace LeadPlatform.Backend.Tests.Mail;

/// <summary>A mail server that has no TLS and takes what it is handed.</summary>
internal sealed class PlainSmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Channel<string> _mails = Channel.CreateBounded<string>(16);
    private readonly Task _serving;

    public PlainSmtpServer()
    {
        _listener.Start();
        _serving = ServeAsync(_stopping.Token);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Sender, recipients and text of each mail.</summary>
    public ChannelReader<string> Mails => _mails.Reader;

    /// <summary>Connections that have ended.</summary>
    public int Visits { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _serving;
        _stopping.Dispose();
    }

    private async Task ServeAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                using var connection = await _listener.AcceptTcpClientAsync(cancellationToken);
                await TalkAsync(connection.GetStream(), cancellationToken);
                Visits++;
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await using var writer = new StreamWriter(stream) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 ready");
        var mail = new StringBuilder();
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            var command = line.Split(' ', ':')[0].ToUpperInvariant();
            if (command is "MAIL" or "RCPT")
                mail.AppendLine(line);
            if (command == "DATA")
                await TakeAsync(reader, writer, mail, cancellationToken);
            await writer.WriteLineAsync(command switch { "EHLO" => "250-here\r\n250 8BITMIME", "QUIT" => "221 bye", _ => "250 ok" });
        }
    }

    private async Task TakeAsync(StreamReader reader, StreamWriter writer, StringBuilder mail, CancellationToken cancellationToken)
    {
        await writer.WriteLineAsync("354 go on");
        while (await reader.ReadLineAsync(cancellationToken) is { } line and not ".")
            mail.AppendLine(line);
        await _mails.Writer.WriteAsync(mail.ToString(), cancellationToken);
        mail.Clear();
    }
}
