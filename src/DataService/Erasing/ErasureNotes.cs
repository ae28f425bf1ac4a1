using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;

namespace LeadPlatform.DataService.Erasing;

/// <summary>An erasure as it is noted outside the database: ids, which tell of nobody.</summary>
internal sealed record ErasureNote(Guid ConsumerId, Guid[] LeadIds, DateTimeOffset At);

/// <summary>
/// The erasures there have been, a file each, so that they outlive a database that is brought back to a time before them. A file is whole or not there, and instances
/// that share the folder don't disturb each other.
/// </summary>
internal sealed class ErasureNotes(IOptions<ErasureOptions> options)
{
    private const string Extension = ".json";

    private string Folder => options.Value.Folder!;

    public async Task AddAsync(ErasureNote note, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Folder);
        var path = PathOf(note.ConsumerId);
        var unfinished = $"{path}.{Guid.NewGuid():N}";
        await using (var file = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.None, 4096, FileOptions.Asynchronous))
        {
            await JsonSerializer.SerializeAsync(file, note, ErasureNoteJson.Default.ErasureNote, cancellationToken);
            // The erasure may be answered only once nothing can undo it.
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: true);
    }

    /// <summary>For an erasure that was called off.</summary>
    public void Remove(Guid consumerId) => File.Delete(PathOf(consumerId));

    /// <summary>The consumers of all notes.</summary>
    public IEnumerable<Guid> Consumers() => Directory.Exists(Folder)
        ? Directory.EnumerateFiles(Folder, "*" + Extension).Select(Path.GetFileNameWithoutExtension)
            .Where(name => Guid.TryParseExact(name, "N", out _)).Select(name => Guid.ParseExact(name!, "N"))
        : [];

    public async Task<ErasureNote?> ReadAsync(Guid consumerId, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(PathOf(consumerId));
        return await JsonSerializer.DeserializeAsync(file, ErasureNoteJson.Default.ErasureNote, cancellationToken);
    }

    private string PathOf(Guid consumerId) => Path.Combine(Folder, $"{consumerId:N}{Extension}");
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ErasureNote))]
internal sealed partial class ErasureNoteJson : JsonSerializerContext;
