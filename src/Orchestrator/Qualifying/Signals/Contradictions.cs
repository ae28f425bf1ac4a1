using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.Orchestrator.Qualifying.Signals;

/// <summary>Facts that exclude each other: something was typed wrong, or made up.</summary>
internal sealed class Contradictions : ISignal
{
    private static readonly string[] NoCalls = ["no llamar", "do not call", "dont call", "please no calls", "no phone calls", "no calls", "email only", "solo correo"];

    public void Read(LeadFacts lead, Findings findings)
    {
        var year = lead.ReceivedAt.Year;
        // Next year's models are sold from summer on.
        if (lead.Details.Number("vehicleYear") is { } vehicle && vehicle > year + 1)
            findings.Add("vehicle_of_the_future", -10, "The vehicle is of a model year to come.");
        if (lead.Details.Number("yearBuilt") is { } built && built > year + 1)
            findings.Add("home_of_the_future", -10, "The home is built in a year to come.");
        if (lead.Line == Line.Renters && lead.Details.Word("ownership") == "own")
            findings.Add("owner_asks_for_renters", -8, "Cover for renters is asked for, and the home is owned.");
        if (lead.Line == Line.Home && lead.Details.Word("ownership") == "rent")
            findings.Add("renter_asks_for_home", -8, "Cover for a home is asked for, and the home is rented.");
        if (lead.Details.Flag("currentlyInsured") is false && lead.Details.Word("currentCarrier") is { Length: > 0 })
            findings.Add("carrier_without_insurance", -3, "A current carrier is named, and the consumer says they are not insured.");
        if (lead.Age is { } age && age != 64 && lead.Text.Has("turning 65"))
            findings.Add("age_contradicts_note", -4, "The consumer says they turn 65, which does not fit their birth date.");
        if (lead.Text.HasAny(NoCalls) && !lead.Consent.Channels.Contains("email"))
            findings.Add("wants_no_calls", -10, "The consumer wants no calls, and agreed to nothing but the phone.");
        else if (lead.Text.HasAny(NoCalls))
            findings.Add("wants_messages", -5, "The consumer wants messages instead of calls.");
    }
}
