namespace LeadPlatform.Frontend.Forms.Questions;

public enum AnswerKind
{
    Text,
    LongText,
    WholeNumber,
    Dollars,
    YesNo,

    /// <summary>One of a few, all in sight.</summary>
    Choice,

    /// <summary>One of many, behind a list.</summary>
    Select,

    /// <summary>A date in three fields: month, day, year.</summary>
    Date,
    Phone,
    Email,
    PostalCode,
}

/// <summary>One question of a form.</summary>
/// <param name="Path">Where the answer stands in a lead post, and the path by which the API names it when it is wrong.</param>
/// <param name="Label">The question in words.</param>
public sealed record Question(string Path, string Label, AnswerKind Kind)
{
    /// <summary>Name of the form field and id of the input.</summary>
    public string Name { get; } = Path[(Path.LastIndexOf('.') + 1)..];

    public string? Hint { get; init; }

    public bool Optional { get; init; }

    public IReadOnlyList<Choice> Choices { get; init; } = [];

    /// <summary>Smallest and largest whole number or dollar amount.</summary>
    public (long Min, long Max) Range { get; init; } = (0, 100_000_000);

    /// <summary>A whole number that is a year: written without a comma.</summary>
    public bool IsYear { get; init; }

    public int MaxLength { get; init; } = 100;

    /// <summary>HTML autocomplete token.</summary>
    public string? Autocomplete { get; init; }

    /// <summary>What to do when the answer is missing or can't be used: "Enter the year of the vehicle".</summary>
    public required string Correction { get; init; }

    /// <summary>Names of the form fields that hold the answer.</summary>
    public IReadOnlyList<string> Fields => Kind == AnswerKind.Date ? [$"{Name}Month", $"{Name}Day", $"{Name}Year"] : [Name];
}

public sealed record Choice(string Value, string Label);

/// <summary>A group of questions on one page.</summary>
/// <param name="Key">Names the step in the form post.</param>
public sealed record FormStep(string Key, string Title, IReadOnlyList<Question> Questions);
