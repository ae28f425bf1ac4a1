namespace LeadPlatform.Contracts.Sources;

/// <summary>Answer of <c>GET /internal/origins</c> of Backend: the sources whose pages may call the API from a browser, for the gateway.</summary>
public sealed record SourceOrigins(IReadOnlyList<OriginsOfSource> Sources);

/// <param name="Origins">As browsers send them: <c>https://quotes.example.com</c>.</param>
public sealed record OriginsOfSource(Guid SourceId, IReadOnlyList<string> Origins);
