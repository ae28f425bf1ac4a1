using LeadPlatform.Contracts.Problems;
using LeadPlatform.Contracts.Sources;

namespace LeadPlatform.Backend.Sources.Publishers;

/// <summary>A party that sends leads.</summary>
internal sealed class Publisher : IManaged
{
    private const int MaxName = 200;

    public required Guid PublisherId { get; set; }

    public required string Name { get; set; }

    public int Version { get; set; } = 1;

    public required DateTimeOffset CreatedAt { get; set; }

    Guid IManaged.Id => PublisherId;

    public PublisherView Show() => new(PublisherId, Name, CreatedAt);

    /// <summary>A name of a publisher or source.</summary>
    public static string? CheckName(string? name, bool required, List<FieldError> errors)
    {
        var trimmed = name?.Trim();
        if (trimmed is null && required)
            errors.Add(new FieldError("name", "required", "Required."));
        else if (trimmed is { Length: 0 or > MaxName } || trimmed?.Any(char.IsControl) is true)
            errors.Add(new FieldError("name", "length", $"1 to {MaxName} characters, no control characters."));
        return trimmed;
    }
}
