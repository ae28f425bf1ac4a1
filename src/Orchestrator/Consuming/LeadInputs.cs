using System.Net.Http.Json;
using System.Text.Json;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.Orchestrator.Consuming;

/// <summary>Reads leads at DataService, as this service.</summary>
internal sealed class LeadInputs(HttpClient http)
{
    /// <summary>The leads of <paramref name="ids"/> that are known, by id. A call for each <see cref="QualificationInputsRequest.MaxIds"/>.</summary>
    /// <exception cref="HttpRequestException">DataService did not answer, or refused.</exception>
    public async Task<IReadOnlyDictionary<Guid, QualificationInput>> ReadAsync(IEnumerable<Guid> ids, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, QualificationInput>();
        foreach (var some in ids.Distinct().Chunk(QualificationInputsRequest.MaxIds))
        {
            using var answer = await http.PostAsJsonAsync(
                "/internal/qualification-inputs", new QualificationInputsRequest(some), EventJson.Default.QualificationInputsRequest, cancellationToken);
            answer.EnsureSuccessStatusCode();
            var inputs = await answer.Content.ReadFromJsonAsync(EventJson.Default.QualificationInputs, cancellationToken)
                ?? throw new JsonException("DataService answered null.");
            foreach (var input in inputs.Items)
                found[input.LeadId] = input;
        }

        return found;
    }
}
