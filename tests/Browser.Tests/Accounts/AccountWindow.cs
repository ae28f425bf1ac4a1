using Microsoft.Playwright;

namespace LeadPlatform.Browser.Tests.Accounts;

/// <summary>What a user does on the account pages.</summary>
internal static class AccountWindow
{
    public static async Task SignInHereAsync(this Window window, string email, string password = Newcomer.Password)
    {
        await window.Page.GetByLabel("E-mail").FillAsync(email);
        await window.Page.GetByLabel("Password").FillAsync(password);
        await window.PressAsync("Sign in");
    }

    public static Task PressAsync(this Window window, string button) => window.Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    /// <summary>Gives the computer a fingerprint reader on which a finger lies.</summary>
    public static async Task AddAuthenticatorAsync(this Window window)
    {
        var devTools = await window.Page.Context.NewCDPSessionAsync(window.Page);
        await devTools.SendAsync("WebAuthn.enable");
        await devTools.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }
}
