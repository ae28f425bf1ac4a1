using System.Collections.Frozen;

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

    public static bool Has(ReadOnlySpan<char> word) => Words.Contains(word);
}
