using LeadPlatform.TestHost;
using Microsoft.Playwright;

namespace LeadPlatform.Browser.Tests.Accounts;

/// <summary>The pages where users sign in and look after their account are WCAG 2.2 AA by axe, with what goes wrong on them.</summary>
public sealed class AccountAccessibilityTests(Browsers browsers)
{
    [Fact]
    public async Task Every_page_before_the_sign_in()
    {
        await using var window = await browsers.OpenAsync();
        await window.GoAsync("/console");
        await ShowsAsync(window, "Sign in");
        await window.SignInAsync("nobody@example.com", "wrong");
        await AlertsAsync(window, "not right");

        await FollowAsync(window, "Use a passkey");
        await ShowsAsync(window, "Sign in with a passkey");
        await window.AddAuthenticatorAsync();
        await window.PressAsync("Use my passkey");
        await AlertsAsync(window, "No passkey was used");

        await window.GoAsync("/connect/forgot");
        await ShowsAsync(window, "Forgot your password?");
        await window.Page.GetByLabel("E-mail").FillAsync("nobody@example.com");
        await window.PressAsync("Send the link");
        await ShowsAsync(window, "Check your e-mail");

        await window.GoAsync($"/connect/reset?user={Guid.NewGuid()}&code=AAAA");
        await ShowsAsync(window, "This link does not work any more");
        await window.GoAsync("/connect/authorize?client_id=nobody");
        await ShowsAsync(window, "This can't go on");
    }

    [Fact]
    public async Task Every_page_of_an_account()
    {
        var robin = await Newcomer.InviteAsync(browsers);
        await using var window = await browsers.OpenAsync();
        await AcceptInvitationAsync(window, robin);
        await window.GoAsync("/connect/account");
        await window.SignInHereAsync(robin.Email);
        await ShowsAsync(window, "Your account");

        await MistypePasswordAsync(window);
        var codes = await SetUpAppAsync(window);
        await AddPasskeyAsync(window);
        var address = await ChangeAddressAsync(window, robin);
        await AnswerCommandLineAsync(window);
        await ConfirmAddressAsync(window, robin, address);
        await SignInWithRecoveryCodeAsync(window, address, codes[0]);
        await SignOutEverywhereAsync(window);
        await AskForPasswordAsync(window, robin, address);
    }

    private static async Task AcceptInvitationAsync(Window window, Newcomer robin)
    {
        await window.GoAsync(await robin.LinkAsync("/connect/invitation"));
        await ShowsAsync(window, "Welcome");
        var password = window.Page.GetByLabel("New password");
        // The browser refuses it by itself; who has another one sees the server's answer.
        await password.EvaluateAsync("field => field.form.noValidate = true");
        await TypeAsync(password, "short");
        await AlertsAsync(window, "10 to 256");
        await TypeAsync(password, Newcomer.Password);
        await window.Page.GetByText("Your password is saved").WaitForAsync();
    }

    private static async Task MistypePasswordAsync(Window window)
    {
        await window.Page.GetByText("Change", new() { Exact = true }).Nth(1).ClickAsync();
        await window.Page.Locator("#new").FillAsync(Newcomer.Password);
        await TypeAsync(window.Page.Locator("#present"), "not the password");
        await AlertsAsync(window, "present password");
    }

    /// <returns>The recovery codes.</returns>
    private static async Task<IReadOnlyList<string>> SetUpAppAsync(Window window)
    {
        await window.GoAsync("/connect/account/authenticator");
        await ShowsAsync(window, "Set up an authenticator app");
        var key = await window.Page.Locator(".key").InnerTextAsync();
        await TypeAsync(window.Page.GetByLabel("Code"), "000000");
        await AlertsAsync(window, "not right");
        await TypeAsync(window.Page.GetByLabel("Code"), Totp.Code(key, DateTimeOffset.UtcNow));
        await ShowsAsync(window, "Keep your recovery codes");
        var codes = await window.Page.Locator(".codes li").AllInnerTextsAsync();
        await FollowAsync(window, "I have kept them");
        return codes;
    }

    private static async Task AddPasskeyAsync(Window window)
    {
        await window.AddAuthenticatorAsync();
        await window.PressAsync("Add a passkey");
        await TellsAsync(window, "Your passkey is added");
        await window.PressAsync("Remove the authenticator app");
        await TellsAsync(window, "Your password alone signs you in then");
        await window.PressAsync("Cancel");
    }

    private static async Task<string> ChangeAddressAsync(Window window, Newcomer robin)
    {
        var address = "new-" + robin.Email;
        await window.Page.GetByText("Change", new() { Exact = true }).First.ClickAsync();
        await TellsAsync(window, "We send a link there");
        await window.Page.Locator("#email").FillAsync(address);
        await TypeAsync(window.Page.Locator("#email-password"), Newcomer.Password);
        await window.Page.GetByText("We sent a link").WaitForAsync();
        return address;
    }

    private async Task AnswerCommandLineAsync(Window window)
    {
        await window.GoAsync("/connect/verify");
        await ShowsAsync(window, "Sign in a command line");
        var code = window.Page.GetByLabel("Code");
        await TypeAsync(code, "0000-0000-0000");
        await AlertsAsync(window, "no such code");
        await TypeAsync(code, await CommandLine.AskAsync(browsers));
        await TellsAsync(window, "It asks to act as you");
        await window.PressAsync("Deny");
        await ShowsAsync(window, "The command line was not signed in");
        await window.GoAsync("/connect/verify");
        await TypeAsync(code, await CommandLine.AskAsync(browsers));
        await window.PressAsync("Allow");
        await ShowsAsync(window, "The command line is signed in");
    }

    private static async Task ConfirmAddressAsync(Window window, Newcomer robin, string address)
    {
        await window.GoAsync(await robin.LinkAsync("/connect/confirm", address));
        await ShowsAsync(window, "Confirm your e-mail address");
        await window.PressAsync("Yes, it is mine");
        await window.Page.GetByText("Your new address is confirmed").WaitForAsync();
    }

    private static async Task SignInWithRecoveryCodeAsync(Window window, string address, string recoveryCode)
    {
        await window.SignInHereAsync(address);
        await ShowsAsync(window, "Enter your code");
        await TypeAsync(window.Page.GetByLabel("Code"), "000000");
        await AlertsAsync(window, "not right");
        await FollowAsync(window, "Use a recovery code");
        await ShowsAsync(window, "Enter a recovery code");
        await TypeAsync(window.Page.GetByLabel("Recovery code"), recoveryCode);
        await window.ShowsAsync("Leads");
    }

    private static async Task SignOutEverywhereAsync(Window window)
    {
        await window.GoAsync("/connect/account");
        await TellsAsync(window, "9 of your recovery codes are left");
        await window.PressAsync("Sign out everywhere");
        await TellsAsync(window, "Every browser and command line is signed out");
        await window.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Sign out everywhere" }).ClickAsync();
        await TellsAsync(window, "You are signed out everywhere");
    }

    private static async Task AskForPasswordAsync(Window window, Newcomer robin, string address)
    {
        await FollowAsync(window, "Forgot your password?");
        await window.Page.GetByLabel("E-mail").FillAsync(address);
        await window.PressAsync("Send the link");
        await window.ShowsAsync("Check your e-mail");
        await window.GoAsync(await robin.LinkAsync("/connect/reset", address));
        await ShowsAsync(window, "Choose a new password");
    }

    private static async Task ShowsAsync(Window window, string heading)
    {
        await window.ShowsAsync(heading);
        await window.CheckPlainAsync();
    }

    private static async Task AlertsAsync(Window window, string text)
    {
        await window.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = text }).WaitForAsync();
        await window.CheckPlainAsync();
    }

    private static async Task TellsAsync(Window window, string text)
    {
        await window.Page.GetByText(text).WaitForAsync();
        await window.CheckPlainAsync();
    }

    private static Task FollowAsync(Window window, string link) => window.Page.GetByRole(AriaRole.Link, new() { Name = link }).ClickAsync();

    private static async Task TypeAsync(ILocator field, string text)
    {
        await field.FillAsync(text);
        await field.PressAsync("Enter");
    }
}
