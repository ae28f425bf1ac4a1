namespace LeadPlatform.Contracts.Sources;

/// <summary>The origin of a page as a browser sends it: <c>https://quotes.example.com</c>, with a port where it is not the usual one.</summary>
public static class WebOrigin
{
    public const int MaxLength = 255;

    /// <summary>Whether it is written as browsers write it. Without TLS only on this machine.</summary>
    public static bool IsOne(string? text) =>
        text is { Length: > 0 and <= MaxLength }
        && Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
        && text == $"{uri.Scheme}://{uri.IdnHost}{(uri.IsDefaultPort ? "" : $":{uri.Port}")}";
}
