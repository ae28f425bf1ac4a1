using System.Globalization;
using System.Text;

namespace LeadPlatform.DataService.Tests.Importing;

/// <summary>Makes files of leads whose columns a foreign system might have named.</summary>
internal static class LeadFile
{
    public const string Header = "Line,First Name,Last Name,E-mail,Mobile,Date of Birth,Address,City,State,Zip,Consent,Channels,Consented at,Vehicle Year";

    /// <summary>Every required field of a lead stands in a column, so the guess is whole.</summary>
    public static string Csv(int count, string? tag = null) => $"{Header}\n{Rows(0, count, tag ?? NewTag())}";

    public static string NewTag() => Guid.NewGuid().ToString("N")[..12];

    public static string Rows(int from, int count, string tag)
    {
        var text = new StringBuilder();
        for (var i = from; i < from + count; i++)
            text.Append(Row(i, tag)).Append('\n');
        return text.ToString();
    }

    public static string Row(int number, string tag) => string.Create(
        CultureInfo.InvariantCulture,
        $"auto,Ada,Byron,ada.{number}.{tag}@example.com,,1990-02-03,\"{number} Main Street, Apt 2\",New York,NY,10001,\"I agree to \"\"calls\"\", texts and e-mails.\",phone;sms,2026-01-31T17:05:00Z,2021");
}
