using System.Text.Json;
using Aspire.Hosting.References;

namespace Aspire.Hosting;

/// <summary>Tells tools what an application consists of, with nothing started, no port taken and no value made.</summary>
internal static class ApplicationDescription
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <returns>
    /// JSON: <c>{"resources":[{"name","type","parent","references":[…],"variables":[…]}]}</c>; references are the names of what it connects to and calls,
    /// variables the names of what a process is given.
    /// </returns>
    public static async Task<string> OfAsync(DistributedApplicationModel model, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken)
    {
        foreach (var resource in model.Resources)
            foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
                endpoint.AllocatedPorts = [.. Enumerable.Repeat(0, resource.ReplicaCount())];

        var described = new List<DescribedResource>();
        foreach (var resource in model.Resources)
            described.Add(await DescribeAsync(resource, executionContext, cancellationToken));
        return JsonSerializer.Serialize(new { Resources = described }, Json);
    }

    private static async Task<DescribedResource> DescribeAsync(IResource resource, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken)
    {
        var context = new EnvironmentCallbackContext(executionContext, resource, cancellationToken: cancellationToken);
        if (resource is ProjectResource)
            foreach (var step in resource.Annotations.OfType<EnvironmentCallbackAnnotation>().ToArray())
                await step.Callback(context);

        var connections = resource.Annotations.OfType<ConnectionReferenceAnnotation>().Select(reference => reference.Source.Name);
        var calls = resource.Annotations.OfType<ServiceReferenceAnnotation>().Select(reference => reference.Source.Name);
        return new DescribedResource(
            resource.Name,
            resource.GetType().Name,
            (resource as IResourceWithParent)?.Parent.Name,
            [.. connections.Concat(calls).Distinct().Order(StringComparer.Ordinal)],
            [.. context.EnvironmentVariables.Keys.Order(StringComparer.Ordinal)]);
    }

    private sealed record DescribedResource(string Name, string Type, string? Parent, IReadOnlyList<string> References, IReadOnlyList<string> Variables);
}
