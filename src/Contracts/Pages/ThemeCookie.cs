namespace LeadPlatform.Contracts.Pages;

/// <summary>The theme that a reader chose in the console. Its script writes it (console.js); the account pages, which Backend serves, follow it.</summary>
public static class ThemeCookie
{
    public const string Name = "lp-frontend-theme";

    /// <returns><c>light</c>, <c>dark</c>, or null where the system decides.</returns>
    public static string? Read(string? value) => value is "light" or "dark" ? value : null;
}
