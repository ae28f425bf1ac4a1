namespace LeadPlatform.Contracts.Captures;

/// <summary>What a lead's body is. The values stand in frames.</summary>
public enum CaptureContent : byte
{
    /// <summary><c>application/json</c>.</summary>
    Json = 0,

    /// <summary><c>application/x-www-form-urlencoded</c>.</summary>
    Form = 1,
}

public static class CaptureContents
{
    public const string Json = "application/json";
    public const string Form = "application/x-www-form-urlencoded";

    /// <summary>The content of a Content-Type, whatever its parameters; null where a lead can't be sent as that.</summary>
    public static CaptureContent? Of(string? contentType) =>
        Is(contentType, Json) ? CaptureContent.Json : Is(contentType, Form) ? CaptureContent.Form : null;

    private static bool Is(string? contentType, string wanted) =>
        contentType is not null
        && contentType.StartsWith(wanted, StringComparison.OrdinalIgnoreCase)
        && (contentType.Length == wanted.Length || contentType[wanted.Length] is ';' or ' ');
}
