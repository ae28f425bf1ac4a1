using System.Collections.Concurrent;
using System.Collections.Frozen;
using PhoneNumbers;

namespace LeadPlatform.Orchestrator.Qualifying.Signals;

/// <summary>The state an area code lies in, and the time zones of a state, as libphonenumber's tables know them.</summary>
internal static class AreaCodes
{
    private const int First = 201;
    private const int Last = 989;
    private static readonly PhoneNumberOfflineGeocoder Geocoder = PhoneNumberOfflineGeocoder.GetInstance();
    private static readonly ConcurrentDictionary<int, string?> States = new();
    private static readonly Lazy<FrozenDictionary<string, FrozenSet<string>>> Zones = new(LoadZones);

    /// <param name="digits">National number, ten digits.</param>
    /// <returns>Two letters, or null where the area code is not known or spans states.</returns>
    public static string? StateOf(string digits) =>
        digits.Length == 10 && int.TryParse(digits.AsSpan(0, 3), out var area) ? States.GetOrAdd(area, Look) : null;

    /// <param name="phone">E.164 of the North American plan: <c>+1</c> and ten digits.</param>
    public static string? StateOfPhone(string phone) => phone.Length == 12 && phone.StartsWith("+1", StringComparison.Ordinal) ? StateOf(phone[2..]) : null;

    /// <summary>False where no time zone lies in both states; true where one of them is not known.</summary>
    public static bool ShareTime(string state, string other) =>
        !Zones.Value.TryGetValue(state, out var zones) || !Zones.Value.TryGetValue(other, out var others) || zones.Overlaps(others);

    private static string? Look(int area)
    {
        // Any line of the area code: the answer is wanted for the area, not for a town in it.
        var place = Geocoder.GetDescriptionForNumber(AnyLine(area), Locale.English);
        return place.Length > 4 && place[^4] == ',' ? place[^2..] : UnitedStates.CodeOf(place);
    }

    private static PhoneNumber AnyLine(int area) => new PhoneNumber.Builder().SetCountryCode(1).SetNationalNumber((ulong)area * 10_000_000 + 555_0100).Build();

    /// <summary>The zones of all area codes of a state are the zones of the state.</summary>
    private static FrozenDictionary<string, FrozenSet<string>> LoadZones()
    {
        var mapper = PhoneNumberToTimeZonesMapper.GetInstance();
        return Enumerable.Range(First, Last - First + 1)
            .Select(area => (Area: area, State: States.GetOrAdd(area, Look)))
            .Where(one => one.State is not null)
            .GroupBy(one => one.State!, one => mapper.GetTimeZonesForNumber(AnyLine(one.Area)))
            .ToFrozenDictionary(state => state.Key, state => state.SelectMany(zones => zones).ToFrozenSet());
    }
}
