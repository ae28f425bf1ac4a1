using System.Text.Json;
using System.Text.Json.Serialization;

namespace LeadPlatform.Cli.Profiles;

/// <summary>A kept credential and the server it is for: exactly one of key, client, refresh token (a user who signed in), token.</summary>
/// <param name="ExpiresAt">Of the token; null where nobody said.</param>
internal sealed record Profile(
    Uri Server, string? ApiKey = null, string? ClientId = null, string? ClientSecret = null, string? Token = null, DateTimeOffset? ExpiresAt = null, string? RefreshToken = null);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Profile))]
internal sealed partial class ProfileJson : JsonSerializerContext;
