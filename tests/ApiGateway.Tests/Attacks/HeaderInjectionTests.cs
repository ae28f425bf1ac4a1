using System.Collections.Concurrent;
using LeadPlatform.ApiGateway.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeadPlatform.ApiGateway.Tests.Attacks;

/// <summary>Values that would begin a line of their own in a header or in a log.</summary>
public sealed class HeaderInjectionTests(AttackedGateway attacked)
{
    private GatewayHost Gateway => attacked.Gateway;

    [Theory]
    [InlineData("X-Request-Id: a%0d%0aSet-Cookie: x=1")]
    [InlineData("X-Request-Id: a\\r\\nSet-Cookie: x=1")]
    [InlineData("X-Request-Id: a\u0085Set-Cookie: x=1")]
    [InlineData("Origin: https://a.example.com%0d%0aSet-Cookie: x=1")]
    [InlineData("Idempotency-Key: a%0d%0aSet-Cookie: x=1")]
    [InlineData("Prefer: wait=1%0d%0aSet-Cookie: x=1")]
    public async Task What_a_client_sends_begins_no_header_of_the_answer(string header)
    {
        var answer = await RawHttp.SendAsync(Gateway.Address, $"GET /v1/leads HTTP/1.1\r\nHost: localhost\r\n{header}\r\nConnection: close\r\n\r\n");

        RawHttp.Statuses(answer).ShouldHaveSingleItem().ShouldBeLessThan(500);
        answer.Split("\r\n").ShouldNotContain(line => line.StartsWith("Set-Cookie", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task What_a_client_sends_begins_no_line_of_the_log()
    {
        using var log = new RecordedLog();
        Gateway.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        string[] requests =
        [
            "GET /v1/x%0d%0ainfo:%20FORGED HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
            "GET /v1/x HTTP/1.1\r\nHost: localhost\r\nX-Api-Key: lp_x%0aFORGED\r\nUser-Agent: a%0aFORGED\r\nConnection: close\r\n\r\n",
            "GET /v1/x HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer eyJhbGciOiJub25lIn0.eyJpc3MiOiJhXG5GT1JHRUQifQ.\r\nConnection: close\r\n\r\n",
            "GET /v1/x HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: a%0aFORGED\r\nConnection: close\r\n\r\n",
        ];
        foreach (var request in requests)
            await RawHttp.SendAsync(Gateway.Address, request);

        log.Lines.ShouldNotContain(line => line.TrimStart().StartsWith("FORGED", StringComparison.Ordinal) || line.TrimStart().StartsWith("info: FORGED", StringComparison.Ordinal));
    }

    private sealed class RecordedLog : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _records = new();

        public IEnumerable<string> Lines => _records.SelectMany(record => record.Split('\n', '\r'));

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _records.Enqueue($"{formatter(state, exception)}\n{exception}");

        public void Dispose()
        {
        }
    }
}
