using System.Collections.ObjectModel;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The resources of an application, in the order they were added.</summary>
#pragma warning disable CA1710 // The name of the API this follows.
public interface IResourceCollection : IList<IResource>;
#pragma warning restore CA1710

internal sealed class ResourceCollection : Collection<IResource>, IResourceCollection;
