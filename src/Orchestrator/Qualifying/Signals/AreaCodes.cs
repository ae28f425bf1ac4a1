using System.Collections.Concurrent;
using PhoneNumbers;

namespace LeadPlatform.Orchestrator.Qualifying.Signals;

/// <summary>The state an area code lies in, as libphonenumber's geocoder knows it.</summary>
internal static class AreaCodes
{
    private static readonly PhoneNumberOfflineGeocoder Geocoder = PhoneNumberOfflineGeocoder.GetInstance();
    private static readonly ConcurrentDictionary<int, string?> States = new();

    /// <param name="digits">National number, ten digits.</param>
    /// <returns>Two letters, or null where the area code is not known or spans states.</returns>
    public static string? StateOf(string digits) =>
        digits.Length == 10 && int.TryParse(digits.AsSpan(0, 3), out var area) ? States.GetOrAdd(area, Look) : null;

    private static string? Look(int area)
    {
        // Any line of the area code: the answer is wanted for the area, not for a town in it.
        var number = new PhoneNumber.Builder().SetCountryCode(1).SetNationalNumber((ulong)area * 10_000_000 + 555_0100).Build();
        var place = Geocoder.GetDescriptionForNumber(number, Locale.English);
        return place.Length > 4 && place[^4] == ',' ? place[^2..] : UnitedStates.CodeOf(place);
    }
}
