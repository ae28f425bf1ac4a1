namespace Aspire.Hosting.Variables;

/// <summary>What a process is given: the values that the builder calls asked for, resolved for one replica.</summary>
internal static class InjectedValues
{
    /// <returns>The variables; one without a value (an optional connection string that is missing) is left out.</returns>
    public static async Task<Dictionary<string, string>> EnvironmentAsync(
        IResource resource, int replica, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken)
    {
        var context = new EnvironmentCallbackContext(executionContext, resource, cancellationToken: cancellationToken) { Replica = replica };
        foreach (var step in resource.Annotations.OfType<EnvironmentCallbackAnnotation>().ToArray())
            await step.Callback(context);

        var resolved = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in context.EnvironmentVariables)
            if (await ResolveAsync(value, resource, replica, name, cancellationToken) is { } text)
                resolved[name] = text;
        return resolved;
    }

    public static async Task<List<string>> ArgumentsAsync(IResource resource, int replica, CancellationToken cancellationToken)
    {
        var context = new CommandLineArgsCallbackContext([], cancellationToken);
        foreach (var step in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>().ToArray())
            await step.Callback(context);

        var resolved = new List<string>();
        foreach (var value in context.Args)
            if (await ResolveAsync(value, resource, replica, "an argument", cancellationToken) is { } text)
                resolved.Add(text);
        return resolved;
    }

    private static async ValueTask<string?> ResolveAsync(object value, IResource resource, int replica, string what, CancellationToken cancellationToken)
    {
        try
        {
            return value switch
            {
                string text => text,
                IValueProvider provider => await provider.GetValueAsync(new ValueProviderContext { Caller = resource, Replica = replica }, cancellationToken),
                IResourceBuilder<IResource> { Resource: IValueProvider provider } => await provider.GetValueAsync(cancellationToken),
                IFormattable formattable => formattable.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
                _ => value.ToString(),
            };
        }
        catch (DistributedApplicationException e)
        {
            throw new DistributedApplicationException($"'{resource.Name}' can't be given {what}: {e.Message}", e);
        }
    }
}
