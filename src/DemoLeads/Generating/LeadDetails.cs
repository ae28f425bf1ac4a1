using Bogus;
using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.DemoLeads.Generating;

/// <summary>Facts of the line, under the names that publishers send.</summary>
internal static class LeadDetails
{
    private static readonly int[] Covers = [100_000, 250_000, 500_000, 1_000_000];
    private static readonly int[] Terms = [10, 20, 30];
    private static readonly string[] Homes = ["single_family", "condo", "townhouse"];
    private static readonly string[] Plans = ["advantage", "supplement", "part_d"];
    private static readonly string[] Industries = ["restaurant", "retail", "construction", "trucking", "consulting", "cleaning"];

    public static Dictionary<string, object> Pick(Faker faker, string line, int year) => line switch
    {
        Line.Auto => Auto(faker, year),
        Line.Home => new()
        {
            ["propertyType"] = faker.PickRandom(Homes),
            ["yearBuilt"] = faker.Random.Int(1925, year),
            ["squareFeet"] = faker.Random.Int(800, 4500),
            ["ownership"] = "own",
        },
        Line.Renters => new() { ["propertyType"] = "apartment", ["personalPropertyValue"] = faker.Random.Int(5, 80) * 1000 },
        Line.Life => new() { ["coverageAmount"] = faker.PickRandom(Covers), ["termYears"] = faker.PickRandom(Terms), ["tobacco"] = faker.Random.Bool(0.2f) },
        Line.Health => new() { ["householdSize"] = faker.Random.Int(1, 6), ["householdIncome"] = faker.Random.Int(18, 180) * 1000, ["tobacco"] = faker.Random.Bool(0.2f) },
        Line.Medicare => new() { ["partA"] = true, ["partB"] = faker.Random.Bool(0.7f), ["interestedIn"] = faker.PickRandom(Plans) },
        _ => new() { ["businessName"] = faker.Company.CompanyName(), ["employees"] = faker.Random.Int(1, 120), ["industry"] = faker.PickRandom(Industries) },
    };

    private static Dictionary<string, object> Auto(Faker faker, int year)
    {
        var insured = faker.Random.Bool(0.7f);
        var details = new Dictionary<string, object>
        {
            ["vehicleYear"] = faker.Random.Int(year - 18, year),
            ["vehicleMake"] = faker.Vehicle.Manufacturer(),
            ["vehicleModel"] = faker.Vehicle.Model(),
            ["currentlyInsured"] = insured,
            ["accidentsLast3Years"] = faker.Random.WeightedRandom([0, 1, 2, 3], [0.65f, 0.2f, 0.1f, 0.05f]),
        };
        if (insured)
            details["currentCarrier"] = $"{faker.Name.LastName()} Mutual";
        return details;
    }
}
