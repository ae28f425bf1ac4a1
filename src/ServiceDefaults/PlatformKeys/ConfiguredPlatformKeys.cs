using Microsoft.Extensions.Options;

namespace LeadPlatform.ServiceDefaults.PlatformKeys;

/// <summary>Keys from settings and from a folder.</summary>
internal sealed class ConfiguredPlatformKeys(IOptionsMonitor<PlatformKeyOptions> options) : IPlatformKeyProvider
{
    private const string CurrentFile = "current";
    private const int MaxFileBytes = 1024;

    public async ValueTask<PlatformKeySet> ReadAsync(CancellationToken cancellationToken)
    {
        var settings = options.CurrentValue;
        var keys = settings.Keys.ToDictionary(key => key.Key, key => Parse(key.Key, key.Value, $"PlatformKeys:Keys:{key.Key}"), StringComparer.Ordinal);
        var current = settings.Current;
        if (settings.Folder is { Length: > 0 } folder)
        {
            foreach (var (name, text) in await FilesAsync(folder, cancellationToken))
            {
                if (name == CurrentFile)
                    current = text;
                else
                    keys[name] = Parse(name, text, $"PlatformKeys:Folder, file '{name}',");
            }
        }

        return new PlatformKeySet(Current(keys, current), keys);
    }

    private static PlatformKey Current(Dictionary<string, PlatformKey> keys, string? id) => (keys.Count, id) switch
    {
        (0, _) => throw new InvalidOperationException(
            "PlatformKeys:Keys holds no key, and PlatformKeys:Folder none either: set PlatformKeys:Keys:<id> to the base64 of 32 random bytes, or name a folder with key files."),
        (1, null or "") => keys.Values.Single(),
        (_, null or "") => throw new InvalidOperationException("PlatformKeys:Current must name one of the keys, as there are several."),
        _ => keys.GetValueOrDefault(id) ?? throw new InvalidOperationException("PlatformKeys:Current names a key that is not there."),
    };

    private static PlatformKey Parse(string id, string text, string where)
    {
        if (!PlatformKey.IsId(id))
            throw new InvalidOperationException($"{where} has no valid id: 1 to {PlatformKey.MaxIdLength} lower case letters, digits, '-', '_' and '.'.");
        var key = new byte[PlatformKey.Size + 1];
        if (!Convert.TryFromBase64String(text, key, out var length) || length != PlatformKey.Size)
            throw new InvalidOperationException($"{where} must be the base64 of {PlatformKey.Size} bytes.");
        return new PlatformKey(id, key.AsSpan(0, length));
    }

    // Mounted secrets have files that start with a dot, for their own use.
    private static async Task<List<(string Name, string Text)>> FilesAsync(string folder, CancellationToken cancellationToken)
    {
        try
        {
            var found = new List<(string, string)>();
            foreach (var file in Directory.EnumerateFiles(folder).Where(file => !Path.GetFileName(file).StartsWith('.')))
            {
                if (new FileInfo(file).Length > MaxFileBytes)
                    throw new InvalidOperationException($"PlatformKeys:Folder, file '{Path.GetFileName(file)}', is longer than {MaxFileBytes} bytes.");
                found.Add((Path.GetFileName(file), (await File.ReadAllTextAsync(file, cancellationToken)).Trim()));
            }

            return found;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException("PlatformKeys:Folder can't be read.", exception);
        }
    }
}
