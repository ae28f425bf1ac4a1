using System.Globalization;

namespace LeadPlatform.DataService.Capture;

/// <summary>The preference <c>wait=N</c> (seconds) of RFC 7240.</summary>
internal static class PreferWait
{
    /// <returns>How long to wait: zero where nothing (readable) was preferred, never longer than <paramref name="max"/>.</returns>
    public static TimeSpan Read(HttpRequest request, TimeSpan max)
    {
        foreach (var header in request.Headers["Prefer"])
        {
            foreach (var range in header.AsSpan().Split(','))
            {
                var preference = header.AsSpan()[range].Trim();
                if (preference.StartsWith("wait=", StringComparison.OrdinalIgnoreCase)
                    && int.TryParse(preference[5..], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
                {
                    return seconds >= max.TotalSeconds ? max : TimeSpan.FromSeconds(seconds);
                }
            }
        }

        return TimeSpan.Zero;
    }
}
