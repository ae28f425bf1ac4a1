using System.ComponentModel;
using LeadPlatform.Cli.Calls;
using LeadPlatform.Cli.Terminal;
using LeadPlatform.Contracts.Sources;
using Spectre.Console.Cli;

namespace LeadPlatform.Cli.Keys;

internal class SourceSettings : ServerSettings
{
    [CommandArgument(0, "<SOURCE>")]
    [Description("The source's id")]
    public Guid Source { get; init; }

    public string SourceAddress => $"v1/sources/{Source}";

    public string Address => $"{SourceAddress}/keys";
}

internal class OneKey : SourceSettings
{
    [CommandArgument(1, "<KEY>")]
    [Description("The key's id: the second part of lp_ID_SECRET")]
    public string Key { get; init; } = "";

    public string KeyAddress => $"{Address}/{Uri.EscapeDataString(Key)}";
}

internal static class KeyText
{
    public static string Line(KeyView key) =>
        $"{key.KeyId}  {key.Name ?? "-"}  {string.Join(' ', key.Scopes)}  {(key.Networks.Count == 0 ? "from anywhere" : $"from {string.Join(' ', key.Networks)}")}  {State(key)}"
        + $"  last used {(key.LastUsedAt is { } at ? $"{at:yyyy-MM-ddTHH:mm:ssZ}" : "never")}";

    /// <summary>The secret goes to standard output, alone on its line, so that a script can take it; it can't be had again.</summary>
    public static void Show(NewKeyView made, bool json)
    {
        if (json)
            Say.Result(made, CliJson.Default.NewKeyView);
        else
            Say.Result(made.Key ?? Line(made.Details));
        Say.Note(made.Key is null ? "This was carried out before; the secret is not shown again." : "Keep it now: it is not shown again.");
    }

    private static string State(KeyView key) =>
        key.RevokedAt is { } revoked ? $"revoked {revoked:yyyy-MM-ddTHH:mm:ssZ}" : key.ExpiresAt is { } ends ? $"until {ends:yyyy-MM-ddTHH:mm:ssZ}" : "no end";
}
