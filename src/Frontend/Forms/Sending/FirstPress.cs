using System.Security.Cryptography;
using System.Text;
using LeadPlatform.Frontend.Forms.Questions;
using Microsoft.Extensions.Caching.Memory;

namespace LeadPlatform.Frontend.Forms.Sending;

/// <summary>
/// Pressing the last button twice is one inquiry: the same answers of the same page go with the same key and the time of the first press,
/// so the second post is the first one's twin to the API. Should this process forget (restart), the API answers the twin with a conflict.
/// </summary>
internal sealed class FirstPress(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);
    private readonly MemoryCache _presses = new(new MemoryCacheOptions { SizeLimit = 100_000 });
    private readonly Lock _one = new();

    public (string IdempotencyKey, DateTimeOffset At) Of(Guid page, LineForm form, Answers answers)
    {
        var key = $"form-{page:N}-{Digest(form, answers)}";
        lock (_one)
        {
            if (_presses.TryGetValue(key, out DateTimeOffset at))
                return (key, at);
            at = time.GetUtcNow();
            _presses.Set(key, at, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Remembered });
            return (key, at);
        }
    }

    public void Dispose() => _presses.Dispose();

    private static string Digest(LineForm form, Answers answers)
    {
        var text = new StringBuilder(form.Line);
        foreach (var field in form.Questions.SelectMany(question => question.Fields))
            text.Append('\n').Append(answers[field].ReplaceLineEndings("\r"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
    }
}
