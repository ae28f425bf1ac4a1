using System.Text.Json;

namespace LeadPlatform.Scoring.Leads;

/// <summary>What is known of a lead once it is captured, and nothing that is found or happens later; nothing that tells who the consumer is.</summary>
/// <param name="ReceivedAt">When it came.</param>
/// <param name="ConsentAt">When consent was given.</param>
/// <param name="DateOfBirth">Used as the age in years.</param>
/// <param name="NotesLength">Characters of the notes; 0 without.</param>
/// <param name="Details">The JSON object as the source sent it; null without.</param>
public sealed record CapturedFacts(
    string Line, string State, DateTimeOffset ReceivedAt, DateTimeOffset ConsentAt, bool HasPhone, bool HasEmail, bool MayCall, DateOnly? DateOfBirth, int NotesLength, JsonElement? Details);
