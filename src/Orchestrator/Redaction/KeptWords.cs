using System.Collections.Frozen;
using LeadPlatform.Orchestrator.Qualifying.Signals;

namespace LeadPlatform.Orchestrator.Redaction;

/// <summary>Words with a capital that name nobody. Where one is missing here a prompt says [NAME] once too often, which does no harm.</summary>
internal static class KeptWords
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words = FrozenSet.ToFrozenSet(
    [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
        "Christmas", "Thanksgiving", "Easter", "Medicare", "Medicaid", "Obamacare", "Marketplace", "Advantage", "Supplement", "Part", "Plan", "Cobra", "Social", "Security",
        "English", "Spanish", "American", "Mexican", "Internet", "Uber", "Lyft", "Tesla", "Toyota", "Honda", "Ford", "Chevy", "Chevrolet", "Nissan", "Jeep", "Dodge", "Subaru",
        "Hyundai", "Kia", "Mazda", "Lexus", "Audi", "Camry", "Civic", "Corolla", "Accord",
        "Please", "Thanks", "Thank", "Hello", "Call", "Auto", "Home", "Life", "Health", "Renters", "Insurance", "Need", "Want", "Looking", "My", "We", "It", "The", "And",
    ], StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> OfStates = FrozenSet.ToFrozenSet(
        UnitedStates.All.SelectMany(state => state.Split(' ')), StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether it is of a state's name. Some of them are first names too, so this is for texts in which places are what is asked for.</summary>
    public static bool IsOfState(ReadOnlySpan<char> word) => OfStates.Contains(word);

    public static bool Has(ReadOnlySpan<char> word) => Words.Contains(word);
}
