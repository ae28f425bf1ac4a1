using LeadPlatform.Backend.Identity.Pages;
using LeadPlatform.ServiceDefaults.Auditing;

namespace LeadPlatform.Backend.Identity.Account;

/// <summary>Why the last try on the account page changed nothing.</summary>
/// <param name="Code">What its address says.</param>
internal sealed record AccountTrouble(string Code, string Text)
{
    public static readonly AccountTrouble PresentPassword = new("password", "Your present password is not right. After 5 wrong tries you have to wait 15 minutes.");
    public static readonly AccountTrouble NewPassword = new("new-password", "The new password must have 10 to 256 characters.");
    public static readonly AccountTrouble Address = new("email", "This is not an e-mail address.");
    public static readonly AccountTrouble AddressPassword = new("email-password", PresentPassword.Text);
    public static readonly AccountTrouble Passkey = new("passkey", "The passkey was not added. Try again.");
    public static readonly AccountTrouble Expired = new("expired", PageForms.Expired);

    private const string Field = "trouble";

    private static readonly AccountTrouble[] All = [PresentPassword, NewPassword, Address, AddressPassword, Passkey, Expired];

    public static AccountTrouble? Of(HttpContext context) => All.FirstOrDefault(one => one.Code == context.Request.Query[Field].ToString());

    /// <summary>Back to the account, which tells it.</summary>
    public IResult Show(HttpContext context)
    {
        context.NothingToAudit();
        return Results.Redirect($"{AccountPages.Path}?{Field}={Code}");
    }
}
