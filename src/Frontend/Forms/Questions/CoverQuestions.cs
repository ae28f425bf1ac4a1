namespace LeadPlatform.Frontend.Forms.Questions;

/// <summary>What an agent needs to know about the cover, line by line. The paths are those of a lead's details.</summary>
internal static class CoverQuestions
{
    public static Question Notes { get; } = new("notes", "Anything an agent should know?", AnswerKind.LongText)
    {
        Optional = true,
        MaxLength = 1000,
        Hint = "Such as how soon you need it, or when to reach you.",
        Correction = "Shorten the note to 1000 characters",
    };

    public static IReadOnlyList<Question> Auto { get; } =
    [
        Year("details.vehicleYear", "Year of the vehicle") with { Correction = "Enter the year of the vehicle, such as 2019" },
        new("details.vehicleMake", "Make", AnswerKind.Text) { Hint = "Such as Toyota", MaxLength = 60, Correction = "Enter the make of the vehicle" },
        new("details.vehicleModel", "Model", AnswerKind.Text) { Hint = "Such as Corolla", MaxLength = 60, Correction = "Enter the model of the vehicle" },
        YesNo("details.currentlyInsured", "Is it insured now?"),
        new("details.currentCarrier", "Insured with", AnswerKind.Text) { Optional = true, Correction = "Shorten the insurer's name to 100 characters" },
        new("details.accidentsLast3Years", "Accidents in the last 3 years", AnswerKind.Choice)
        {
            Choices = [new("0", "None"), new("1", "1"), new("2", "2"), new("3", "3 or more")],
            Correction = "Choose how many accidents there were",
        },
    ];

    public static IReadOnlyList<Question> Home { get; } =
    [
        new("details.propertyType", "Kind of home", AnswerKind.Choice)
        {
            Choices = [new("single_family", "House"), new("townhouse", "Townhouse"), new("condo", "Condo")],
            Correction = "Choose the kind of home",
        },
        Year("details.yearBuilt", "Year it was built") with { Range = (1600, LatestYear), Correction = "Enter the year the home was built, such as 1985" },
        new("details.squareFeet", "Living area in square feet", AnswerKind.WholeNumber)
        {
            Range = (100, 50_000),
            Correction = "Enter the living area in square feet, 100 to 50,000",
        },
        new("details.ownership", "Do you own it?", AnswerKind.Choice)
        {
            Choices = [new("own", "I own it"), new("buying", "I am buying it")],
            Correction = "Choose whether you own the home or are buying it",
        },
    ];

    public static IReadOnlyList<Question> Renters { get; } =
    [
        new("details.propertyType", "Kind of home", AnswerKind.Choice)
        {
            Choices = [new("apartment", "Apartment"), new("single_family", "House"), new("condo", "Condo")],
            Correction = "Choose the kind of home",
        },
        new("details.personalPropertyValue", "What your belongings are worth", AnswerKind.Dollars)
        {
            Hint = "A rough figure is enough.",
            Range = (1_000, 10_000_000),
            Correction = "Enter what your belongings are worth in dollars, at least 1,000",
        },
    ];

    public static IReadOnlyList<Question> Life { get; } =
    [
        new("details.coverageAmount", "How much cover", AnswerKind.Choice)
        {
            Choices = [new("100000", "$100,000"), new("250000", "$250,000"), new("500000", "$500,000"), new("1000000", "$1,000,000")],
            Correction = "Choose how much cover you want",
        },
        new("details.termYears", "For how long", AnswerKind.Choice)
        {
            Choices = [new("10", "10 years"), new("20", "20 years"), new("30", "30 years")],
            Correction = "Choose for how long",
        },
        Tobacco,
    ];

    public static IReadOnlyList<Question> Health { get; } =
    [
        new("details.householdSize", "People in your household", AnswerKind.WholeNumber)
        {
            Range = (1, 20),
            Hint = "You included.",
            Correction = "Enter how many people live in your household, 1 to 20",
        },
        new("details.householdIncome", "Household income in a year", AnswerKind.Dollars)
        {
            Hint = "Before tax; a rough figure is enough. It decides on subsidies.",
            Correction = "Enter your household's yearly income in dollars",
        },
        Tobacco,
    ];

    public static IReadOnlyList<Question> Medicare { get; } =
    [
        YesNo("details.partA", "Do you have Medicare Part A?"),
        YesNo("details.partB", "Do you have Medicare Part B?"),
        new("details.interestedIn", "What interests you?", AnswerKind.Choice)
        {
            Choices = [new("advantage", "Medicare Advantage"), new("supplement", "Medicare supplement"), new("part_d", "Part D drug plan")],
            Correction = "Choose what interests you",
        },
    ];

    public static IReadOnlyList<Question> Commercial { get; } =
    [
        new("details.businessName", "Name of the business", AnswerKind.Text) { Autocomplete = "organization", Correction = "Enter the name of the business" },
        new("details.employees", "Employees", AnswerKind.WholeNumber) { Range = (0, 1_000_000), Correction = "Enter how many employees there are; 0 is fine" },
        new("details.industry", "Industry", AnswerKind.Text) { Hint = "Such as bakery or roofing", Correction = "Enter the industry of the business" },
    ];

    private static Question Tobacco => YesNo("details.tobacco", "Have you used tobacco in the last 12 months?");

    // Next year's models are sold this year. A form asks no more of a year than that it can be one.
    private static int LatestYear => TimeProvider.System.GetUtcNow().Year + 1;

    private static Question YesNo(string path, string label) => new(path, label, AnswerKind.YesNo) { Correction = "Choose yes or no" };

    private static Question Year(string path, string label) =>
        new(path, label, AnswerKind.WholeNumber) { IsYear = true, Range = (1900, LatestYear), MaxLength = 4, Correction = "Enter a year" };
}
