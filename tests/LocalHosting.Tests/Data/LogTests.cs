using System.Text;
using Aspire.Hosting.Logs;

namespace LeadPlatform.LocalHosting.Tests.Data;

public class LogTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_file_becomes_the_one_before_and_the_sum_stays_bounded()
    {
        await using var app = new TestApp();
        var path = Path.Combine(app.Directory, "logs", "worker.log");
        using var log = new ResourceLog(new LogFile(path, maxBytes: 10_000), TimeProvider.System);

        for (var at = 0; at < 1000; at++)
            log.Append([$"line {at} {new string('x', 60)}"], isError: false);

        new FileInfo(path).Length.ShouldBeInRange(1, 10_000);
        new FileInfo(path + ".1").Length.ShouldBeInRange(1, 10_000);
        (await File.ReadAllLinesAsync(path, Cancellation))[^1].ShouldMatch("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z line 999 x+$");
        Directory.GetFiles(Path.GetDirectoryName(path)!).Length.ShouldBe(2);
    }

    [Fact]
    public async Task Output_is_cut_into_lines_wherever_it_was_torn()
    {
        await using var app = new TestApp();
        using var log = new ResourceLog(new LogFile(Path.Combine(app.Directory, "a.log"), 10_000), TimeProvider.System);
        var pieces = new TornStream(Encoding.UTF8.GetBytes("Grüße\r\nfrom there\n\nlast"), size: 3);

        await OutputPump.RunAsync(pieces, log, isError: true, Cancellation);

        log.Tail(10).Select(line => line.Text).ShouldBe(["Grüße", "from there", "", "last"]);
        log.Tail(10).ShouldAllBe(line => line.IsError);
    }

    [Fact]
    public async Task A_line_without_an_end_is_cut()
    {
        await using var app = new TestApp();
        using var log = new ResourceLog(new LogFile(Path.Combine(app.Directory, "a.log"), 100_000), TimeProvider.System);

        await OutputPump.RunAsync(new MemoryStream(Encoding.UTF8.GetBytes(new string('x', 20_000))), log, isError: false, Cancellation);

        log.Tail(10).Select(line => line.Text.Length).ShouldBe([8192, 8192, 3616]);
    }

    [Fact]
    public async Task Only_the_last_thousand_lines_stay_in_memory()
    {
        await using var app = new TestApp();
        using var log = new ResourceLog(new LogFile(Path.Combine(app.Directory, "a.log"), 1_000_000), TimeProvider.System);

        log.Append([.. Enumerable.Range(1, 1500).Select(at => $"{at}")], isError: false);

        log.Tail(5000).Count.ShouldBe(1000);
        log.Tail(5000)[0].Text.ShouldBe("501");
        log.Tail(5, after: 1498).Select(line => line.Text).ShouldBe(["1499", "1500"]);
    }

    private sealed class TornStream(byte[] bytes, int size) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => base.ReadAsync(buffer[..Math.Min(size, buffer.Length)], cancellationToken);
    }
}
