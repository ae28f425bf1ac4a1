using Aspire.Hosting.Parameters;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting;

/// <summary>Adds values that are given from outside.</summary>
public static class ParameterResourceBuilderExtensions
{
    /// <summary>Adds a value that must be given under <c>Parameters:{name}</c>.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The name of the parameter.</param>
    /// <param name="secret">Whether the value is shown nowhere. Default: false.</param>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, string name, bool secret = false) =>
        builder.AddResource(new ParameterResource(name, fallback => Find(builder.Configuration, name, fallback), secret));

    /// <summary>Adds a value.</summary>
    /// <exception cref="ArgumentException">The value is to be both secret and published.</exception>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, string value, bool publishValueAsDefault = false, bool secret = false) =>
        builder.AddParameter(name, () => value, publishValueAsDefault, secret);

    /// <summary>Adds a value that the function returns when it is first needed.</summary>
    /// <exception cref="ArgumentException">The value is to be both secret and published.</exception>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, Func<string> valueGetter, bool publishValueAsDefault = false, bool secret = false) =>
        publishValueAsDefault && secret
            ? throw new ArgumentException($"Parameter '{name}' can't be both secret and published as a default value.", nameof(secret))
            : builder.AddResource(new ParameterResource(name, _ => valueGetter(), secret));

    /// <summary>Adds a value that may be given under <c>Parameters:{name}</c> and has a default.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The name of the parameter.</param>
    /// <param name="value">The default, such as a <see cref="GenerateParameterDefault"/>.</param>
    /// <param name="secret">Whether the value is shown nowhere. Default: false.</param>
    /// <param name="persist">Whether the next start finds the same default, kept in the data directory. Default: false.</param>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, ParameterDefault value, bool secret = false, bool persist = false)
    {
        var fallback = persist ? new PersistedParameterDefault(name, value, builder.KeptParameters()) : value;
        return builder.AddResource(new ParameterResource(name, given => Find(builder.Configuration, name, given), secret) { Default = fallback });
    }

    /// <summary>Adds a connection string that must be given under <c>ConnectionStrings:{name}</c>.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The name of the connection string.</param>
    /// <param name="environmentVariableName">The variable a reference sets. Default: <c>ConnectionStrings__{name}</c>.</param>
    public static IResourceBuilder<IResourceWithConnectionString> AddConnectionString(
        this IDistributedApplicationBuilder builder, string name, string? environmentVariableName = null) =>
        builder.AddResource(new ConnectionStringParameterResource(name, _ => builder.Configuration.GetConnectionString(name) ??
            throw new MissingParameterValueException($"The connection string '{name}' is missing. Set ConnectionStrings__{name}."), environmentVariableName));

    /// <summary>Makes the parameter that holds the generated password of a server; it is kept in the data directory.</summary>
    public static ParameterResource CreateDefaultPasswordParameter(
        IDistributedApplicationBuilder builder, string name, bool lower = true, bool upper = true, bool numeric = true, bool special = true,
        int minLower = 0, int minUpper = 0, int minNumeric = 0, int minSpecial = 0) =>
        CreateGeneratedParameter(builder, name, secret: true, new GenerateParameterDefault
        {
            Lower = lower,
            Upper = upper,
            Numeric = numeric,
            Special = special,
            MinLower = minLower,
            MinUpper = minUpper,
            MinNumeric = minNumeric,
            MinSpecial = minSpecial,
        });

    /// <summary>Makes a parameter with a generated value that is kept in the data directory.</summary>
    public static ParameterResource CreateGeneratedParameter(IDistributedApplicationBuilder builder, string name, bool secret, GenerateParameterDefault parameterDefault) =>
        new(name, given => Find(builder.Configuration, name, given), secret)
        {
            Default = new PersistedParameterDefault(name, parameterDefault, builder.KeptParameters()),
        };

    private static string Find(IConfiguration configuration, string name, ParameterDefault? fallback) =>
        configuration[$"Parameters:{name}"] ?? configuration[$"Parameters:{name.Replace('-', '_')}"] ?? fallback?.GetDefaultValue() ??
            throw new MissingParameterValueException($"Parameter '{name}' has no value. Set Parameters__{name.Replace('-', '_')} or pass --Parameters:{name} VALUE.");

    private static ParameterStore KeptParameters(this IDistributedApplicationBuilder builder) =>
        (ParameterStore)builder.Services.Single(service => service.ServiceType == typeof(ParameterStore)).ImplementationInstance!;
}
