namespace Aspire.Hosting.ApplicationModel;

/// <summary>The rule that names of resources and endpoints keep.</summary>
internal static class ModelName
{
    private const int MaxLength = 64;

    /// <exception cref="ArgumentException">The name breaks the rule; the message says where.</exception>
    public static void Validate(string what, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (Fault(name) is { } fault)
            throw new ArgumentException($"{what} name '{name}' is invalid. {fault}", nameof(name));
    }

    private static string? Fault(string name) => name switch
    {
        { Length: 0 or > MaxLength } => $"It has {name.Length} characters; 1 to {MaxLength} are allowed.",
        _ when name.FirstOrDefault(letter => letter != '-' && !char.IsAsciiLetterOrDigit(letter)) is var wrong and not '\0' =>
            $"'{wrong}' is not allowed; only ASCII letters, digits and hyphens are.",
        _ when !char.IsAsciiLetter(name[0]) => "It must start with a letter.",
        _ when name[^1] == '-' => "It must not end with a hyphen.",
        _ when name.Contains("--", StringComparison.Ordinal) => "It must not have two hyphens in a row.",
        _ => null,
    };
}
