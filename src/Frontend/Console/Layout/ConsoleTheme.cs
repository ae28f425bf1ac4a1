using MudBlazor;

namespace LeadPlatform.Frontend.Console.Layout;

/// <summary>
/// One type scale on the system's font. Colours are not set here but in console.css, for light and dark at once, so that the first paint has the
/// reader's theme before any script runs.
/// </summary>
internal static class ConsoleTheme
{
    private static readonly string[] Fonts = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "sans-serif"];

    public static MudTheme Theme { get; } = new()
    {
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Fonts, FontSize = "14px", LineHeight = "1.45", LetterSpacing = "normal" },
            Body1 = new Body1Typography { FontFamily = Fonts, FontSize = "14px", LineHeight = "1.45", LetterSpacing = "normal" },
            Body2 = new Body2Typography { FontFamily = Fonts, FontSize = "13px", LineHeight = "1.45", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontFamily = Fonts, FontSize = "14px", FontWeight = "550", TextTransform = "none", LetterSpacing = "normal" },
            H6 = new H6Typography { FontFamily = Fonts, FontSize = "16px", FontWeight = "600", LetterSpacing = "-.01em" },
        },
    };
}
