using System.Globalization;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.Contracts.Vectors;
using LeadPlatform.DataService.Reading;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LeadPlatform.DataService.Vectors.Reading;

/// <summary><c>POST /v1/leads/search</c>: leads by what a text says, not by its words. In a body, since what people look for belongs in no log of addresses.</summary>
internal static class SearchLeads
{
    public const string Description = """
        Finds leads whose line, place, details and notes are what the text speaks of: `auto with teenage drivers in Texas, rate was raised`. Names, phones and e-mails are not searched here
        (`GET /v1/leads?q=` does). A lead is found some seconds after its capture. Where an embedding model outside the platform made the vectors, it embeds the text too, without names, numbers and
        addresses; while it can't be asked the answer is 503 with code `embedding_unavailable` and Retry-After.
        """;

    public static async Task<Results<Ok<SimilarLeads>, ProblemHttpResult>> HandleAsync(
        LeadSearch search, LeadSimilarity similarity, QuestionEmbedding questions, FilterReader filters, HttpContext context, CancellationToken cancellationToken)
    {
        var errors = new List<FieldError>();
        if (string.IsNullOrWhiteSpace(search.Text) || search.Text.Length > TextToEmbed.MaxText)
            errors.Add(new FieldError("text", "length", $"Must have from 1 to {TextToEmbed.MaxText} characters."));
        var filter = filters.Filter("lines", search.Lines, "states", search.States, search.From, search.To, errors);
        var limit = FilterReader.Limit(search.Limit, errors);
        if (errors.Count > 0)
            return Problem.Validation(errors);

        var question = await questions.EmbedAsync(search.Text!, cancellationToken);
        if (question.RetryAfter is { } after)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(after.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return Problem.Of(StatusCodes.Status503ServiceUnavailable, ProblemCode.EmbeddingUnavailable, "The model that made the vectors of the leads can't be asked about the text right now; try again after Retry-After.");
        }

        if (question.Vector is not { } vector)
            return Problem.Validation([new FieldError("text", "meaningless", "Must say something of a lead: its line of business, its state, what is insured, what is wanted.")]);
        return TypedResults.Ok(await similarity.FindAsync(vector, filter, LeadVisibility.Of(context.User.Caller()), limit, except: null, cancellationToken));
    }
}
