using LeadPlatform.TestHost;
using Microsoft.Playwright;

namespace LeadPlatform.Browser.Tests.Accounts;

/// <summary>Nobody needs a mouse to get in, and everybody sees where they are.</summary>
public sealed class KeyboardTests(Browsers browsers)
{
    private const int MostTabs = 20;

    [Fact]
    public async Task From_the_invitation_to_a_sign_in_with_a_code_by_the_keyboard_alone()
    {
        var robin = await Newcomer.InviteAsync(browsers);
        await using var window = await browsers.OpenAsync();
        await window.GoAsync(await robin.LinkAsync("/connect/invitation"));
        await TypeAsync(window, "New password", Newcomer.Password, "Enter");
        await window.Page.GetByText("Your password is saved").WaitForAsync();
        await SignInAsync(window, robin.Email);
        await window.ShowsAsync("Leads");

        await window.GoAsync("/connect/account");
        await PressAsync(window, "Set up an authenticator app");
        await window.ShowsAsync("Set up an authenticator app");
        var key = await window.Page.Locator(".key").InnerTextAsync();
        await window.Page.Keyboard.PressAsync("Tab");
        await TypeAsync(window, "Code that the app shows", Totp.Code(key, DateTimeOffset.UtcNow), "Enter");
        await window.ShowsAsync("Keep your recovery codes");
        await PressAsync(window, "I have kept them");

        await window.ShowsAsync("Your account");
        await PressAsync(window, "Sign out everywhere");
        (await FocusedAsync(window)).ShouldBe("Cancel");
        await window.Page.Keyboard.PressAsync("Escape");
        (await FocusedAsync(window)).ShouldBe("Sign out everywhere");
        await window.Page.Keyboard.PressAsync("Enter");
        await window.Page.Keyboard.PressAsync("Tab");
        await window.Page.Keyboard.PressAsync("Enter");
        await window.Page.GetByText("You are signed out everywhere").WaitForAsync();

        await using var other = await browsers.OpenAsync();
        await other.GoAsync("/console");
        await SignInAsync(other, robin.Email);
        await other.ShowsAsync("Enter your code");
        // The code just used works no more; the app's clock may be a step ahead.
        await TypeAsync(other, "Code", Totp.Code(key, DateTimeOffset.UtcNow + Totp.Step), "Enter");
        await other.ShowsAsync("Leads");
    }

    private static async Task SignInAsync(Window window, string email)
    {
        await window.ShowsAsync("Sign in");
        await TypeAsync(window, "E-mail", email, "Tab");
        await TypeAsync(window, "Password", Newcomer.Password, "Enter");
    }

    /// <summary>Types into the field that has the focus, which must be that one.</summary>
    private static async Task TypeAsync(Window window, string label, string text, string key)
    {
        await window.Page.GetByLabel(label, new() { Exact = true }).And(window.Page.Locator(":focus")).WaitForAsync();
        await window.Page.Keyboard.TypeAsync(text);
        await window.Page.Keyboard.PressAsync(key);
    }

    /// <summary>Tabs on until a link or button of that name has the focus, which must be seen at every step, and presses it.</summary>
    private static async Task PressAsync(Window window, string name)
    {
        for (var tabs = 0; await FocusedAsync(window) != name; tabs++)
        {
            tabs.ShouldBeLessThan(MostTabs, $"{name} is not reached");
            await window.Page.Keyboard.PressAsync("Tab");
            (await window.Page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle")).ShouldNotBe("none", await FocusedAsync(window));
        }

        await window.Page.Keyboard.PressAsync("Enter");
    }

    private static Task<string> FocusedAsync(Window window) =>
        window.Page.EvaluateAsync<string>("(document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent).trim()");
}
