namespace LeadPlatform.DataService.Capture;

/// <summary>The body can't be read as a lead: 400 <c>invalid_json</c>. Thrown inside the reader only, where a value would have to pass through every level.</summary>
internal sealed class LeadPostException(string detail) : Exception(detail)
{
    /// <summary>For the client; names members, never values.</summary>
    public string Detail { get; } = detail;

    public static LeadPostException WrongType(string path, string wanted) => new($"{path} must be {wanted}.");
}
