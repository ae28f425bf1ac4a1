using Microsoft.AspNetCore.Identity;

namespace LeadPlatform.Backend.Identity.Login;

internal enum SignInOutcome
{
    /// <summary>Whatever the reason, the user is told the same.</summary>
    Refused,

    SignedIn,

    /// <summary>The password was right; now the code is asked for.</summary>
    SecondFactor,
}

/// <summary>Signs a browser in by e-mail and password. Every refusal looks and lasts the same, so none tells which e-mails exist.</summary>
internal sealed partial class PasswordSignIn(UserSignIn signIn, IPasswordHasher<User> hasher, ILogger<PasswordSignIn> logger)
{
    private static readonly User Nobody = new() { Name = "", Role = "" };
    private static readonly string NobodysHash = new PasswordHasher<User>().HashPassword(Nobody, Guid.NewGuid().ToString());

    public async Task<SignInOutcome> TryAsync(string email, string password)
    {
        var user = email.Length is > 0 and <= 254 ? await signIn.UserManager.FindByEmailAsync(email) : null;
        if (user is null || !await signIn.CanSignInAsync(user) || await signIn.UserManager.IsLockedOutAsync(user))
        {
            hasher.VerifyHashedPassword(Nobody, NobodysHash, password);
            Log.Refused(logger, user is null ? "unknown" : user.Disabled ? "disabled" : user.EmailConfirmed ? "locked" : "not confirmed", user?.Id);
            return SignInOutcome.Refused;
        }

        var result = await signIn.PasswordSignInAsync(user, password, isPersistent: false, lockoutOnFailure: true);
        if (result.RequiresTwoFactor)
            return SignInOutcome.SecondFactor;
        if (!result.Succeeded)
        {
            Log.Refused(logger, result.IsLockedOut ? "locked now" : "wrong password", user.Id);
            return SignInOutcome.Refused;
        }

        Log.SignedIn(logger, user.Id);
        return SignInOutcome.SignedIn;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2100, Level = LogLevel.Information, Message = "User {UserId} signed in")]
        public static partial void SignedIn(ILogger logger, Guid userId);

        [LoggerMessage(EventId = 2101, Level = LogLevel.Warning, Message = "Sign-in refused: {Reason}, user {UserId}")]
        public static partial void Refused(ILogger logger, string reason, Guid? userId);
    }
}
