using System.Buffers;
using System.ComponentModel;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.Messaging.DeadLettering;
using Microsoft.AspNetCore.Mvc;

namespace LeadPlatform.DataService.DeadLetters;

/// <summary>Which dead letters are meant; all of them without a filter.</summary>
internal sealed record DeadLetterFilter(
    [property: FromQuery, Description("Of this consumer, such as backend-assignment.")] string? Consumer,
    [property: FromQuery, Description("Of this subject, such as leads.qualified.v1.")] string? Subject,
    [property: FromQuery, Description("Whose reason holds this text; case does not matter. At most 200 characters.")] string? Reason)
{
    private const int MaxText = 200;
    private static readonly SearchValues<char> NotInNames = SearchValues.Create(" .*>\t\r\n");

    public bool Matches(DeadLetter letter) =>
        (Subject is null || letter.Subject == Subject) && (Reason is null || letter.Reason.Contains(Reason, StringComparison.OrdinalIgnoreCase));

    public List<FieldError> Errors()
    {
        var errors = new List<FieldError>();
        if (Consumer is { } consumer && (consumer.Length is 0 or > MaxText || consumer.AsSpan().ContainsAny(NotInNames)))
            errors.Add(new FieldError("consumer", "format", "Must be the name of a consumer, such as backend-assignment."));
        if (Subject is { Length: 0 or > MaxText })
            errors.Add(new FieldError("subject", "format", "Must be a subject, such as leads.qualified.v1."));
        if (Reason is { Length: 0 or > MaxText })
            errors.Add(new FieldError("reason", "length", $"Must have from 1 to {MaxText} characters."));
        return errors;
    }
}
