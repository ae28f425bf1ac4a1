namespace LeadPlatform.Cli.Calls;

internal static class QueryText
{
    /// <summary>The query of an address, with those that have a value; empty without any.</summary>
    public static string Of(params IEnumerable<(string Name, string? Value)> parameters)
    {
        var given = parameters.Where(one => one.Value is not null).Select(one => $"{one.Name}={Uri.EscapeDataString(one.Value!)}").ToArray();
        return given.Length == 0 ? "" : "?" + string.Join('&', given);
    }
}
