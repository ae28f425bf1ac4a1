namespace LeadPlatform.Backend.Sources;

/// <summary>A party that sends leads.</summary>
internal sealed class Publisher
{
    public required Guid PublisherId { get; set; }

    public required string Name { get; set; }

    public required DateTimeOffset CreatedAt { get; set; }
}
