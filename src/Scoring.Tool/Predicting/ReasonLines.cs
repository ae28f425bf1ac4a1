using System.Text.Json;
using LeadPlatform.Scoring.Models;

namespace LeadPlatform.Scoring.Tool.Predicting;

/// <summary>Scores with their reasons, one JSON object a line.</summary>
internal static class ReasonLines
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static async Task WriteAsync(Stream stream, IEnumerable<Score> scores, CancellationToken cancellationToken)
    {
        foreach (var score in scores)
        {
            await JsonSerializer.SerializeAsync(stream, score, Json, cancellationToken);
            stream.WriteByte((byte)'\n');
        }
    }
}
