using LeadPlatform.DataService.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadPlatform.DataService.Importing;

/// <summary>One file and how far it has come.</summary>
internal sealed class Import
{
    public Guid ImportId { get; set; }

    /// <summary>One of <see cref="Contracts.Importing.ImportStatus"/>.</summary>
    public required string Status { get; set; }

    public string? FileName { get; set; }

    /// <summary>csv or jsonl.</summary>
    public required string Format { get; set; }

    public bool Packed { get; set; }

    public char Delimiter { get; set; }

    public required string[] Columns { get; set; }

    /// <summary>Field of the lead to template, as JSON; null where every line is a lead already.</summary>
    public string? Mapping { get; set; }

    public bool Guessed { get; set; }

    public Guid SourceId { get; set; }

    public Guid PublisherId { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public long FileBytes { get; set; }

    /// <summary>Bytes of the file that were read for the rows that are done; of a packed file, packed.</summary>
    public long BytesRead { get; set; }

    /// <summary>Where the next row begins, in the unpacked content.</summary>
    public long Position { get; set; }

    public long RowsRead { get; set; }

    public long Captured { get; set; }

    public long Duplicate { get; set; }

    public long Suppressed { get; set; }

    public long Refused { get; set; }

    /// <summary>Rows a second, lately.</summary>
    public double Rate { get; set; }

    /// <summary>With the status failed: why, in words.</summary>
    public string? Failure { get; set; }
}

/// <summary>
/// Where a batch of an import began. It is written with the batch's rows, and its key lets each batch through once: a second runner, or one that does not
/// know whether its commit was the last thing it did, can't write the same rows again.
/// </summary>
internal sealed class ImportStep
{
    public Guid ImportId { get; set; }

    public long Position { get; set; }
}

/// <summary>A row that was not let in, as it stood in the file, sealed.</summary>
internal sealed class ImportRefusal
{
    public Guid ImportId { get; set; }

    /// <summary>1 is the first after the header.</summary>
    public long Row { get; set; }

    public required string Reasons { get; set; }

    public required byte[] Content { get; set; }
}

/// <summary>A mapping that was given a name.</summary>
internal sealed class SavedMapping
{
    /// <summary>The source whose it is; empty for those of admins and managers.</summary>
    public Guid Owner { get; set; }

    public required string Name { get; set; }

    public required string Mapping { get; set; }

    public DateTimeOffset SavedAt { get; set; }
}

internal static class ImportTables
{
    public static void AddImports(this ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Import>(import =>
        {
            import.ToTable("import");
            import.HasKey(row => row.ImportId);
            import.HasIndex(row => row.Status);
            import.HasIndex(row => new { row.SourceId, row.ImportId });
            import.Property(row => row.Mapping).HasColumnType("jsonb");
        });
        modelBuilder.Entity<ImportStep>(step =>
        {
            step.ToTable("import_step");
            step.HasKey(row => new { row.ImportId, row.Position });
        });
        modelBuilder.Entity<ImportRefusal>(refusal =>
        {
            refusal.ToTable("import_refusal");
            refusal.HasKey(row => new { row.ImportId, row.Row });
        });
        modelBuilder.Entity<SavedMapping>(mapping =>
        {
            mapping.ToTable("import_mapping");
            mapping.HasKey(row => new { row.Owner, row.Name });
            mapping.Property(row => row.Mapping).HasColumnType("jsonb");
        });
    }
}
