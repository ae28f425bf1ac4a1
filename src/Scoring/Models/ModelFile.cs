using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LeadPlatform.Scoring.Models;

/// <summary>Models as files: JSON with a version and a checksum, nothing but numbers and names in it.</summary>
public static class ModelFile
{
    /// <summary>Raised where an older reader would read a file wrongly.</summary>
    public const int Version = 1;

    private const string Format = "leadplatform-scoring-model";
    private const long LargestFile = 256 * 1024 * 1024;

    /// <summary>Writes the whole file or, where that fails, none of it.</summary>
    public static async Task SaveAsync(ScoringModel model, string path, CancellationToken cancellationToken = default)
    {
        await WholeFile.WriteAsync(path, (stream, token) => stream.WriteAsync(ToBytes(model), token).AsTask(), cancellationToken);
    }

    /// <summary>What <see cref="SaveAsync"/> writes.</summary>
    public static byte[] ToBytes(ScoringModel model)
    {
        var content = JsonSerializer.Serialize(model.Content, ModelJson.Default.ModelContent);
        return Encoding.UTF8.GetBytes($"{{\"format\":\"{Format}\",\"version\":{Version},\"sha256\":\"{Checksum(content)}\",\n\"model\":{content}}}\n");
    }

    /// <exception cref="ScoringException">The file is absent, too large, damaged, no model, or of a newer version.</exception>
    public static async Task<ScoringModel> LoadAsync(string path, CancellationToken cancellationToken = default)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new ScoringException($"{path}: there is no such model.");
        if (file.Length > LargestFile)
            throw new ScoringException($"{path}: {file.Length} bytes are more than the {LargestFile} a model may have.");
        try
        {
            return Parse(await File.ReadAllBytesAsync(path, cancellationToken), path);
        }
        catch (IOException failure)
        {
            throw new ScoringException($"{path}: the model can't be read.", failure);
        }
    }

    /// <param name="content">What <see cref="ToBytes"/> made.</param>
    /// <param name="name">What an error calls it.</param>
    /// <exception cref="ScoringException">It is damaged, no model, or of a newer version.</exception>
    public static ScoringModel Parse(ReadOnlyMemory<byte> content, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            return Read(document.RootElement, name);
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new ScoringException($"{name}: the model is damaged, or it is no model.", failure);
        }
    }

    private static ScoringModel Read(JsonElement root, string path)
    {
        if (root.GetProperty("format").GetString() != Format)
            throw new ScoringException($"{path}: it is no model of this library.");
        var version = root.GetProperty("version").GetInt32();
        if (version > Version)
            throw new ScoringException($"{path}: the model has format {version}, and this program reads up to {Version}: it was written by a newer one.");
        var content = root.GetProperty("model");
        if (root.GetProperty("sha256").GetString() != Checksum(content.GetRawText()))
            throw new ScoringException($"{path}: the model is damaged (its checksum differs).");
        return new ScoringModel(content.Deserialize(ModelJson.Default.ModelContent) ?? throw new JsonException());
    }

    private static string Checksum(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ModelContent))]
internal sealed partial class ModelJson : JsonSerializerContext;
