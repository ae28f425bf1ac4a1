using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using LeadPlatform.Scoring.Models;

namespace LeadPlatform.Orchestrator.Scores;

/// <summary>Reads the model in use at DataService.</summary>
internal sealed class ModelClient(HttpClient http)
{
    /// <returns>The model; the one that is known where it is still the one; null where leads are scored by points.</returns>
    /// <exception cref="HttpRequestException">DataService did not answer, or refused.</exception>
    /// <exception cref="Scoring.ScoringException">It is damaged, or of a newer version than this one reads.</exception>
    public async Task<TrainedModel?> ReadAsync(TrainedModel? known, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/internal/models/current");
        if (known is not null)
            request.Headers.IfNoneMatch.Add(new EntityTagHeaderValue(known.Tag));
        using var answer = await http.SendAsync(request, cancellationToken);
        if (answer.StatusCode == HttpStatusCode.NotModified)
            return known;
        answer.EnsureSuccessStatusCode();
        if (answer.StatusCode == HttpStatusCode.NoContent || answer.Headers.ETag is not { Tag: var tag })
            return null;
        return new TrainedModel(tag, int.Parse(tag.Trim('"'), CultureInfo.InvariantCulture), ModelFile.Parse(await answer.Content.ReadAsByteArrayAsync(cancellationToken), $"model {tag}"));
    }
}
