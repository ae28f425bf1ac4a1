using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LeadPlatform.TestHost.Ai;

/// <summary>One answer of <see cref="AiServer"/>.</summary>
public sealed class AiReply(Func<HttpContext, AiDialect, JsonElement, Task> send)
{
    public const string Good = """{"intent":"switch","urgency":"now","assessment":"better","topics":["price_increase"]}""";
    public const int InputTokens = 1000;
    public const int OutputTokens = 100;

    public Task SendAsync(HttpContext context, AiDialect dialect, JsonElement request) => send(context, dialect, request);

    /// <summary>The model says <paramref name="text"/>.</summary>
    public static AiReply Answer(string text) => new((context, dialect, _) => JsonAsync(context, Envelope(dialect, text)));

    /// <summary>The same, once <paramref name="released"/> is.</summary>
    public static AiReply AnswerAfter(Task released, string text = Good) => new(async (context, dialect, _) =>
    {
        await released.WaitAsync(context.RequestAborted);
        await JsonAsync(context, Envelope(dialect, text));
    });

    /// <summary>None, as long as the caller waits.</summary>
    public static AiReply Silence() => new((context, _, _) => Task.Delay(Timeout.Infinite, context.RequestAborted));

    public static AiReply Status(int status, string? retryAfter = null) => new((context, _, _) =>
    {
        context.Response.StatusCode = status;
        if (retryAfter is not null)
            context.Response.Headers.RetryAfter = retryAfter;
        return context.Response.WriteAsync("""{"error":{"message":"ada.byron17@example.com is in your prompt","type":"test"}}""");
    });

    /// <summary>Half an answer, and the connection is gone.</summary>
    public static AiReply CutOff() => new(async (context, dialect, _) =>
    {
        var whole = Encoding.UTF8.GetBytes(Envelope(dialect, Good));
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = whole.Length;
        await context.Response.Body.WriteAsync(whole.AsMemory(0, whole.Length / 2));
        await context.Response.Body.FlushAsync();
        context.Abort();
    });

    /// <summary>An answer of that many bytes, in parts, so that no length warns of it.</summary>
    public static AiReply Huge(int bytes) => new(async (context, _, _) =>
    {
        context.Response.ContentType = "application/json";
        context.Features.Get<IHttpResponseBodyFeature>()!.DisableBuffering();
        var part = new byte[16_384];
        Array.Fill(part, (byte)' ');
        for (var sent = 0; sent < bytes; sent += part.Length)
            await context.Response.Body.WriteAsync(part, context.RequestAborted);
    });

    /// <summary>200 with this as the whole body.</summary>
    public static AiReply Body(string body) => new((context, _, _) => JsonAsync(context, body));

    public static AiReply Vector(params float[] vector) => new((context, _, request) =>
    {
        var base64 = request.TryGetProperty("encoding_format", out var format) && format.GetString() == "base64";
        var bytes = new byte[vector.Length * 4];
        Buffer.BlockCopy(vector, 0, bytes, 0, bytes.Length);
        var embedding = base64 ? JsonSerializer.Serialize(Convert.ToBase64String(bytes)) : JsonSerializer.Serialize(vector);
        return JsonAsync(context, $$$"""{"object":"list","model":"embed-1","data":[{"object":"embedding","index":0,"embedding":{{{embedding}}}}],"usage":{"prompt_tokens":50,"total_tokens":50}}""");
    });

    /// <summary>The same, once <paramref name="released"/> is.</summary>
    public static AiReply VectorAfter(Task released, params float[] vector) => new(async (context, dialect, request) =>
    {
        await released.WaitAsync(context.RequestAborted);
        await Vector(vector).SendAsync(context, dialect, request);
    });

    private static string Envelope(AiDialect dialect, string text)
    {
        var said = JsonSerializer.Serialize(text);
        return dialect == AiDialect.Anthropic
            ? string.Create(CultureInfo.InvariantCulture, $$$"""{"id":"msg_1","type":"message","role":"assistant","model":"{{{AiServer.Model}}}","content":[{"type":"text","text":{{{said}}}}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":{{{InputTokens}}},"output_tokens":{{{OutputTokens}}}}}""")
            : string.Create(CultureInfo.InvariantCulture, $$$"""{"id":"c1","object":"chat.completion","created":1,"model":"{{{AiServer.Model}}}","choices":[{"index":0,"finish_reason":"stop","logprobs":null,"message":{"role":"assistant","content":{{{said}}},"refusal":null}}],"usage":{"prompt_tokens":{{{InputTokens}}},"completion_tokens":{{{OutputTokens}}},"total_tokens":{{{InputTokens + OutputTokens}}}}}""");
    }

    private static Task JsonAsync(HttpContext context, string body)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body);
    }
}
