namespace Aspire.Hosting.Parameters;

/// <summary>A connection string given from outside.</summary>
internal sealed class ConnectionStringParameterResource(string name, Func<ParameterDefault?, string> callback, string? environmentVariableName)
    : ParameterResource(name, callback, secret: true), IResourceWithConnectionString
{
    public string? ConnectionStringEnvironmentVariable { get; } = environmentVariableName;

    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{new Given(this)}");

    public ValueTask<string?> GetConnectionStringAsync(CancellationToken cancellationToken = default) => GetValueAsync(cancellationToken);

    ValueTask<string?> IValueProvider.GetValueAsync(CancellationToken cancellationToken) => GetValueAsync(cancellationToken);

    string IManifestExpressionProvider.ValueExpression => $"{{{Name}.connectionString}}";

    // The expression's value is the parameter itself; asking through the interface would come back to the expression.
    private sealed record Given(ConnectionStringParameterResource Resource) : IValueProvider, IManifestExpressionProvider
    {
        public string ValueExpression => $"{{{Resource.Name}.connectionString}}";

        public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => Resource.GetValueAsync(cancellationToken);
    }
}
