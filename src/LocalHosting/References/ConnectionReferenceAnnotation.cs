namespace Aspire.Hosting.References;

/// <summary>The resource connects to <paramref name="Source"/>: it is stopped before it.</summary>
internal sealed record ConnectionReferenceAnnotation(IResourceWithConnectionString Source) : IResourceAnnotation;
