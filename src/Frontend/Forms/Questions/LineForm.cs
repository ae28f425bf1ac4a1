using System.Diagnostics.CodeAnalysis;
using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.Frontend.Forms.Questions;

/// <summary>The form of one line: about the cover, where, and who.</summary>
public sealed record LineForm(string Line, string Title, string Teaser, IReadOnlyList<FormStep> Steps)
{
    /// <summary>All lines, in the order of <see cref="Contracts.Leads.Line.All"/>.</summary>
    public static IReadOnlyList<LineForm> All { get; } =
    [
        Of(Contracts.Leads.Line.Auto, "Auto insurance", "Cars, trucks and vans", "About the vehicle", CoverQuestions.Auto),
        Of(Contracts.Leads.Line.Home, "Home insurance", "A house, townhouse or condo you own", "About the home", CoverQuestions.Home),
        Of(Contracts.Leads.Line.Renters, "Renters insurance", "Your belongings in a home you rent", "About the home you rent", CoverQuestions.Renters),
        Of(Contracts.Leads.Line.Life, "Life insurance", "For the people who count on you", "About the cover", CoverQuestions.Life),
        Of(Contracts.Leads.Line.Health, "Health insurance", "For you and your household", "About your household", CoverQuestions.Health),
        Of(Contracts.Leads.Line.Medicare, "Medicare plans", "Advantage, supplement and Part D", "About your Medicare", CoverQuestions.Medicare),
        Of(Contracts.Leads.Line.Commercial, "Business insurance", "For a business and its people", "About the business", CoverQuestions.Commercial),
    ];

    public static bool TryFind(string line, [NotNullWhen(true)] out LineForm? form)
    {
        form = All.FirstOrDefault(form => form.Line == line);
        return form is not null;
    }

    public IEnumerable<Question> Questions => Steps.SelectMany(step => step.Questions);

    private static LineForm Of(string line, string title, string teaser, string coverTitle, IReadOnlyList<Question> cover) => new(line, title, teaser,
    [
        new FormStep("cover", coverTitle, [.. cover, CoverQuestions.Notes]),
        new FormStep("where", line == Contracts.Leads.Line.Commercial ? "Where the business is" : "Where you live", PersonQuestions.Where),
        new FormStep("you", "About you", PersonQuestions.You),
    ]);
}
