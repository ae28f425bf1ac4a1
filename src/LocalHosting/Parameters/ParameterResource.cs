namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value given from outside.</summary>
/// <param name="name">The name; the value is looked up under <c>Parameters:{name}</c>.</param>
/// <param name="callback">Finds the value, given the default.</param>
/// <param name="secret">Whether the value is shown nowhere.</param>
public class ParameterResource(string name, Func<ParameterDefault?, string> callback, bool secret = false) : Resource(name), IManifestExpressionProvider, IValueProvider
{
    private readonly Lock _lock = new();
    private string? _value;

    /// <summary>Where the value comes from when none is given.</summary>
    public ParameterDefault? Default { get; set; }

    /// <summary>Whether the value is shown nowhere.</summary>
    public bool Secret { get; } = secret;

    /// <inheritdoc/>
    public string ValueExpression => $"{{{Name}.value}}";

    /// <summary>The value.</summary>
    /// <exception cref="MissingParameterValueException">None is given and there is no default.</exception>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
            return ValueTask.FromResult<string?>(_value ??= callback(Default));
    }
}

/// <summary>Where the value of a parameter comes from when none is given.</summary>
public abstract class ParameterDefault
{
    /// <summary>The value.</summary>
    public abstract string GetDefaultValue();
}
