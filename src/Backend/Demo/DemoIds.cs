using LeadPlatform.Backend.Sources.Keys;

namespace LeadPlatform.Backend.Demo;

/// <summary>What Development starts with. Everybody can read it here, so no other environment starts while any of it is there.</summary>
internal static class DemoIds
{
    public const string SourceKey = "demo-source-key";
    public const string Password = "Demo-pass-1";
    public const string EmailDomain = "@example.com";

    public static readonly string SourceKeyId = ApiKey.IdOf(SourceKey);
    public static readonly Guid Publisher = new("0193b3f0-0000-7000-8000-00000000d000");
    public static readonly Guid Source = new("0193b3f0-0000-7000-8000-00000000d001");

    /// <summary>Avery Brooks, whose user is agent@example.com.</summary>
    public static readonly Guid Avery = Agent(1);

    public static Guid Agent(int number) => new($"0193b3f0-0000-7000-8000-00000000a{number:x3}");
}
