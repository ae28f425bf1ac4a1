using System.Text.Json;
using Aspire.Hosting.Data;

namespace Aspire.Hosting.Parameters;

/// <summary>The generated parameters of earlier starts, in a file that only its owner reads.</summary>
internal sealed class ParameterStore(DataDirectory data)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private readonly Lock _lock = new();

    /// <exception cref="DistributedApplicationException">The file can't be read.</exception>
    public string GetOrAdd(string name, Func<string> generate)
    {
        lock (_lock)
        {
            var values = Read();
            if (values.TryGetValue(name, out var known))
                return known;

            var value = values[name] = generate();
            Write(values);
            return value;
        }
    }

    private SortedDictionary<string, string> Read()
    {
        if (!File.Exists(data.ParameterFile))
            return new(StringComparer.Ordinal);

        try
        {
            return new(JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(data.ParameterFile)) ?? [], StringComparer.Ordinal);
        }
        catch (JsonException e)
        {
            throw new DistributedApplicationException(
                $"{data.ParameterFile} holds the generated passwords and is damaged (line {e.LineNumber + 1}). Repair it, or start with --fresh, which also deletes the data.", e);
        }
    }

    private void Write(SortedDictionary<string, string> values)
    {
        data.Create();
        var written = data.ParameterFile + ".new";
        using (var file = new FileStream(written, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }))
        {
            JsonSerializer.Serialize(file, values, Indented);
            file.Flush(flushToDisk: true);
        }

        File.Move(written, data.ParameterFile, overwrite: true);
    }
}
