namespace Aspire.Hosting.Parameters;

/// <summary>Keeps a generated value, so that the next start finds the same.</summary>
internal sealed class PersistedParameterDefault(string name, ParameterDefault generated, ParameterStore store) : ParameterDefault
{
    public override string GetDefaultValue() => store.GetOrAdd(name, generated.GetDefaultValue);
}
