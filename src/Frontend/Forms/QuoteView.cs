using LeadPlatform.Frontend.Forms.Questions;

namespace LeadPlatform.Frontend.Forms;

/// <summary>What one page of a form shows.</summary>
/// <param name="Page">Names this run through the form, from the first page to the last press of the button.</param>
/// <param name="Step">Index of the step shown.</param>
/// <param name="Token">Signed, with the time at which this run began.</param>
public sealed record QuoteView(LineForm Form, int Step, Answers Answers, Guid Page, string? SubId, string Token)
{
    public IReadOnlyList<AnswerProblem> Problems { get; init; } = [];

    /// <summary>Something to read before going on that is about no field.</summary>
    public string? Notice { get; init; }

    public FormStep Shown => Form.Steps[Step];

    public bool IsLast => Step == Form.Steps.Count - 1;

    public AnswerProblem? ProblemOf(Question question) => Problems.FirstOrDefault(problem => problem.Question == question);

    /// <summary>Answers given on other steps: they travel along unseen.</summary>
    public IEnumerable<(string Field, string Value)> Carried =>
        Form.Steps.Where(step => step != Shown).SelectMany(step => step.Questions).SelectMany(question => question.Fields)
            .Select(name => (Field: name, Value: Answers[name])).Where(answer => answer.Value.Length > 0);
}

/// <summary>What is wrong with an answer, and what to do.</summary>
public sealed record AnswerProblem(Question Question, string Text);
