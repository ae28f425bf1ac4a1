namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that is known only when the application starts, such as a port or a password.</summary>
public interface IValueProvider
{
    /// <summary>The value as one resource sees it.</summary>
    ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken = default) => GetValueAsync(cancellationToken);

    /// <summary>The value.</summary>
    ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default);
}

/// <summary>A value that can be written as an expression, such as <c>{postgres.connectionString}</c>.</summary>
public interface IManifestExpressionProvider
{
    /// <summary>The expression.</summary>
    string ValueExpression { get; }
}

/// <summary>A value made of others.</summary>
public interface IValueWithReferences
{
    /// <summary>The resources and values it is made of.</summary>
    IEnumerable<object> References { get; }
}

/// <summary>Who asks for a value.</summary>
public class ValueProviderContext
{
    /// <summary>The resource whose settings need the value.</summary>
    public IResource? Caller { get; init; }

    /// <summary>Which of the caller's replicas, counted from 0: its own ports are those of that replica.</summary>
    internal int Replica { get; init; }
}
