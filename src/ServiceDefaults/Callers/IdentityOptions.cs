using System.ComponentModel.DataAnnotations;

namespace LeadPlatform.ServiceDefaults.Callers;

/// <summary>Whose tokens a service trusts, and the credential with which it asks for its own.</summary>
public sealed class IdentityOptions
{
    public const string Section = "Identity";

    /// <summary>The platform's public address, which is the issuer of its tokens: <c>https://leads.example.com</c>.</summary>
    [Required(ErrorMessage = "Identity:Issuer must be the platform's public address, such as https://leads.example.com.")]
    public Uri? Issuer { get; set; }

    /// <summary>Where Backend answers inside the platform; resolved by service discovery.</summary>
    public Uri Backend { get; set; } = new("http://backend");

    /// <summary>The service's own OAuth client.</summary>
    public string? ClientId { get; set; }

    public string? ClientSecret { get; set; }

    /// <summary>How often it is read which access tokens are revoked. Default 2 s, 1 s to 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:30", ErrorMessage = "Identity:RevocationInterval must be from 00:00:01 to 00:00:30.")]
    public TimeSpan RevocationInterval { get; set; } = TimeSpan.FromSeconds(2);
}
