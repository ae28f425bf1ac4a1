using System.Globalization;
using System.Text;

namespace LeadPlatform.TestHost;

/// <summary>
/// Bodies of leads by number, each another person: what a load sends, and can send again byte for byte. An e-mail of its own each; a phone of its own in its line
/// up to <see cref="Phones"/> leads, past that none, since the numbers that are kept for fiction are used up.
/// </summary>
/// <param name="run">Tells the people of one run from those of another; letters and digits.</param>
public sealed class LeadBodies(string run)
{
    /// <summary>Leads with a phone.</summary>
    public static int Phones => AreaCodes.Length * NumbersOfAnAreaCode * Lines.Length;

    private const int NumbersOfAnAreaCode = 100;

    private static readonly string[] Lines = ["auto", "home", "renters", "life", "health", "medicare", "commercial"];
    private static readonly (string City, string State, string PostalCode)[] Places =
        [("New York", "NY", "10001"), ("Houston", "TX", "77002"), ("Denver", "CO", "80202"), ("Chicago", "IL", "60601"), ("Atlanta", "GA", "30303"), ("Seattle", "WA", "98101")];

    private readonly string _capturedAt = DateTimeOffset.UtcNow.AddMinutes(-1).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>Area codes in use, each with a hundred numbers that are kept for fiction.</summary>
    public static ReadOnlySpan<short> AreaCodes =>
    [
        201, 202, 203, 205, 206, 207, 208, 209, 210, 212, 213, 214, 215, 216, 217, 218, 219, 224, 225, 228, 229, 231, 234, 239, 240, 248, 251, 252, 253, 254,
        256, 260, 262, 267, 269, 270, 276, 281, 301, 302, 303, 304, 305, 307, 308, 309, 310, 312, 313, 314, 315, 316, 317, 318, 319, 320, 321, 323, 325, 330,
        334, 336, 337, 401, 402, 404, 405, 406, 407, 408, 409, 410, 412, 413, 414, 415, 417, 419, 423, 425, 430, 432, 434, 435, 440, 443, 469, 478, 479, 480,
        501, 502, 503, 504, 505, 507, 508, 509, 510, 512, 513, 515, 516, 517, 518, 520, 530, 540, 541, 561, 562, 563, 567, 570, 571, 573, 574, 580, 585, 586,
        601, 602, 603, 605, 606, 607, 608, 609, 610, 612, 614, 615, 616, 617, 618, 619, 620, 623, 626, 630, 631, 636, 641, 650, 651, 660, 661, 662, 702, 703,
        704, 706, 707, 708, 712, 713, 714, 715, 716, 717, 718, 719, 720, 724, 727, 731, 732, 734, 740, 757, 760, 763, 765, 770, 772, 773, 775, 781, 785, 786,
        801, 802, 803, 804, 805, 806, 808, 810, 812, 813, 814, 815, 816, 817, 818, 828, 830, 831, 832, 843, 847, 850, 856, 858, 859, 860, 863, 864, 865, 870,
    ];

    public byte[] this[int number] => Encoding.UTF8.GetBytes(Text(number));

    public string Text(int number)
    {
        var (city, state, postalCode) = Places[number % Places.Length];
        var perLine = AreaCodes.Length * NumbersOfAnAreaCode;
        var (line, ofLine) = (Lines[number / perLine % Lines.Length], number % perLine);
        var phone = number < Phones ? $"\"phone\":\"({AreaCodes[ofLine / NumbersOfAnAreaCode]}) 555-{100 + (ofLine % NumbersOfAnAreaCode):0000}\"," : "";
        return string.Create(CultureInfo.InvariantCulture, $$$"""
            {"line":"{{{line}}}","contact":{"firstName":"Ada","lastName":"Byron","email":"ada.{{{run}}}.{{{number}}}@example.com",{{{phone}}}"dateOfBirth":"1961-02-03","address":{"street":"{{{number}}} Main Street","city":"{{{city}}}","state":"{{{state}}}","postalCode":"{{{postalCode}}}"}},"consent":{"text":"By clicking Get my quote I agree that Example Insurance and up to four of its listed partners may call, text and email me about insurance, also by automated means.","sellers":["Example Insurance"],"channels":["phone","sms","email"],"capturedAt":"{{{_capturedAt}}}","pageUrl":"https://quotes.example.com/{{{line}}}","ip":"203.0.113.9","userAgent":"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36"},"subId":"spring-{{{number % 7}}}","details":{"currentlyInsured":true}}
            """);
    }
}
