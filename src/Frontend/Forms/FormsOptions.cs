using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;

namespace LeadPlatform.Frontend.Forms;

/// <summary>The public forms: whose they are, and the words a consumer consents to.</summary>
internal sealed class FormsOptions
{
    public const string Section = "Forms";

    /// <summary>API key of the form's source at the platform.</summary>
    [Required(ErrorMessage = "Forms:SourceKey must be the API key of the source that the public forms post for.")]
    public string? SourceKey { get; set; }

    /// <summary>What form tokens are signed with, 32 characters or more, the same for every instance. Without it the key is derived from <see cref="SourceKey"/>.</summary>
    [MinLength(32, ErrorMessage = "Forms:TokenKey must have 32 characters or more.")]
    public string? TokenKey { get; set; }

    /// <summary>By line: origins (<c>https://quotes.example.com</c>) of the sites that may show its form in a frame. Default: none.</summary>
    public IDictionary<string, string[]> Origins { get; } = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Who asks, as consumers know them.</summary>
    [Required(ErrorMessage = "Forms:Company must be the name under which the forms ask.")]
    public string Company { get; set; } = "Example Insurance";

    /// <summary>What the last button says; the consent wording names it.</summary>
    [Required(ErrorMessage = "Forms:Button must be what the last button says.")]
    public string Button { get; set; } = "Get my quote";

    /// <summary>The consent wording, shown beside the button and stored word for word with the lead. 20 to 4000 characters.</summary>
    [StringLength(4000, MinimumLength = 20, ErrorMessage = "Forms:ConsentText must be the wording of the consent, 20 to 4000 characters.")]
    public string ConsentText { get; set; } =
        "By clicking \"Get my quote\" I agree that Example Insurance and up to four of its listed partners may call, text and email me about insurance, " +
        "also by automated means. Consent is not a condition of purchase.";

    /// <summary>Sellers the wording names. Empty means <see cref="Company"/>.</summary>
    public IReadOnlyList<string> Sellers { get; set; } = [];

    /// <summary>Channels the wording covers: phone, sms, email. Empty means all three.</summary>
    public IReadOnlyList<string> Channels { get; set; } = [];

    /// <summary>Where a consumer withdraws the consent.</summary>
    [EmailAddress(ErrorMessage = "Forms:RevocationEmail must be the e-mail address at which consent is withdrawn.")]
    public string RevocationEmail { get; set; } = "privacy@example.com";

    public IReadOnlyList<string> SellersNamed => Sellers.Count > 0 ? Sellers : [Company];

    public IReadOnlyList<string> ChannelsCovered => Channels.Count > 0 ? Channels : ["phone", "sms", "email"];

    /// <summary>Tells one wording from another, so that a consent is only taken for words that were on the screen.</summary>
    public string WordingMark => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Button}\n{ConsentText}")))[..12];
}
