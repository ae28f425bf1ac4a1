using Microsoft.AspNetCore.Identity;

namespace LeadPlatform.Backend.Identity.Login;

/// <summary>Codes of an authenticator app, each taken once, and recovery codes.</summary>
internal sealed partial class SecondFactor(UserSignIn signIn, ILogger<SecondFactor> logger)
{
    private const string OwnProvider = "LeadPlatform";
    private const string LastCode = "LastAuthenticatorCode";
    private const int CodeLength = 6;

    private UserManager<User> Users => signIn.UserManager;

    /// <summary>Finishes a sign-in whose password was right.</summary>
    public async Task<bool> TryAsync(string typed)
    {
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is not { } user || !await signIn.CanSignInAsync(user))
            return false;
        var code = Plain(typed);
        var result = code.Length != CodeLength ? await signIn.TwoFactorRecoveryCodeSignInAsync(typed.Trim())
            : await WasUsedAsync(user, code) ? SignInResult.Failed
            : await signIn.TwoFactorAuthenticatorSignInAsync(code, isPersistent: false, rememberClient: false);
        if (!result.Succeeded)
        {
            // Identity counts wrong codes of the app towards the lockout by itself.
            if (code.Length != CodeLength)
                await Users.AccessFailedAsync(user);
            Log.Refused(logger, result.IsLockedOut ? "locked" : "wrong code", user.Id);
            return false;
        }

        if (code.Length == CodeLength)
            await NoteUsedAsync(user, code);
        Log.SignedIn(logger, user.Id);
        return true;
    }

    /// <summary>Whether the app has the key that the user was shown.</summary>
    public async Task<bool> ConfirmAppAsync(User user, string typed)
    {
        var code = Plain(typed);
        if (!await Users.VerifyTwoFactorTokenAsync(user, Users.Options.Tokens.AuthenticatorTokenProvider, code))
            return false;
        await NoteUsedAsync(user, code);
        return true;
    }

    private static string Plain(string typed) => typed.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);

    // A code is good for a minute and a half, so remembering the last one is enough: an older one that was not the last has expired.
    private async Task<bool> WasUsedAsync(User user, string code) => await Users.GetAuthenticationTokenAsync(user, OwnProvider, LastCode) == code;

    private Task NoteUsedAsync(User user, string code) => Users.SetAuthenticationTokenAsync(user, OwnProvider, LastCode, code);

    private static partial class Log
    {
        [LoggerMessage(EventId = 2102, Level = LogLevel.Information, Message = "User {UserId} signed in with a second factor")]
        public static partial void SignedIn(ILogger logger, Guid userId);

        [LoggerMessage(EventId = 2103, Level = LogLevel.Warning, Message = "Second factor refused: {Reason}, user {UserId}")]
        public static partial void Refused(ILogger logger, string reason, Guid userId);
    }
}
