namespace LeadPlatform.Frontend.Forms.Questions;

/// <summary>Where and who: the same for every line.</summary>
internal static class PersonQuestions
{
    public static IReadOnlyList<Question> Where { get; } =
    [
        new("contact.address.street", "Street address", AnswerKind.Text)
        {
            Autocomplete = "street-address",
            MaxLength = 200,
            Correction = "Enter the street and house number",
        },
        new("contact.address.city", "City", AnswerKind.Text) { Autocomplete = "address-level2", Correction = "Enter the city" },
        new("contact.address.state", "State", AnswerKind.Select)
        {
            Autocomplete = "address-level1",
            Choices = UsStates.All,
            Correction = "Choose the state",
        },
        new("contact.address.postalCode", "ZIP code", AnswerKind.PostalCode)
        {
            Autocomplete = "postal-code",
            MaxLength = 10,
            Correction = "Enter a ZIP code of 5 digits",
        },
    ];

    public static IReadOnlyList<Question> You { get; } =
    [
        new("contact.firstName", "First name", AnswerKind.Text) { Autocomplete = "given-name", Correction = "Enter your first name" },
        new("contact.lastName", "Last name", AnswerKind.Text) { Autocomplete = "family-name", Correction = "Enter your last name" },
        new("contact.email", "Email", AnswerKind.Email)
        {
            Autocomplete = "email",
            MaxLength = 254,
            Correction = "Enter an email address like name@example.com",
        },
        new("contact.phone", "Phone", AnswerKind.Phone)
        {
            Autocomplete = "tel-national",
            MaxLength = 30,
            Correction = "Enter a US phone number of 10 digits, like 802 555 0142",
        },
        new("contact.dateOfBirth", "Date of birth", AnswerKind.Date)
        {
            Hint = "For example 3 27 1985",
            Autocomplete = "bday",
            Correction = "Enter your date of birth as month, day and year",
        },
    ];
}
