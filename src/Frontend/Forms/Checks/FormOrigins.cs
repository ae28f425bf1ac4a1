using LeadPlatform.ServiceDefaults.Callers;
using Microsoft.Extensions.Options;

namespace LeadPlatform.Frontend.Forms.Checks;

/// <summary>Which sites may show a form in a frame or send it: the platform's own, and those that configuration names for its line.</summary>
internal sealed class FormOrigins(IOptions<FormsOptions> options, IOptions<IdentityOptions> identity)
{
    private readonly string _own = identity.Value.Issuer!.GetLeftPart(UriPartial.Authority);

    public IReadOnlyList<string> Of(string line) => options.Value.Origins.TryGetValue(line, out var origins) ? origins : [];

    /// <summary>Browsers tell the origin of a post, and whether it is the page's own; what tells neither is no browser.</summary>
    public bool MaySend(string line, HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0
            || origin == _own
            || request.Headers["Sec-Fetch-Site"] == "same-origin"
            || Of(line).Contains(origin, StringComparer.OrdinalIgnoreCase);
    }
}
