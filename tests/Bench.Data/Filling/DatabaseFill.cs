using LeadPlatform.Bench.Data.Inventing;
using LeadPlatform.DataService.PersonalData;
using LeadPlatform.DataService.Searching;
using LeadPlatform.DataService.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace LeadPlatform.Bench.Data.Filling;

/// <summary>Puts the leads into an empty database with the real schema.</summary>
internal sealed class DatabaseFill(NpgsqlDataSource database, StoredLeads leads, SearchKeys keys, PersonalSeal seal)
{
    private static readonly Guid WordingId = new("0c0ffee0-0000-4000-8000-000000000001");

    public static async Task MigrateAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        var options = new DbContextOptionsBuilder<LeadsContext>();
        StorageExtensions.Configure(options, database);
        await using var context = new LeadsContext(options.Options);
        await context.Database.MigrateAsync(cancellationToken);
        await PlannerSettings.ApplyAsync(context.Database, cancellationToken);
        // Connections that are open already go on as they began.
        database.Clear();
    }

    /// <summary>Fills the database, or finds that it was filled before.</summary>
    /// <exception cref="InvalidOperationException">It holds other leads.</exception>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        await using var count = database.CreateCommand("SELECT count(*) FROM lead");
        switch ((long)(await count.ExecuteScalarAsync(cancellationToken))!)
        {
            case 0:
                await FillAsync(cancellationToken);
                break;
            case var found when found != leads.Count:
                throw new InvalidOperationException($"The database holds {found} leads, not {leads.Count}: give it another one, or --leads {found}.");
        }
    }

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        var progress = new Progress();
        TableCopy[] copies = [TableCopy.Leads(WordingId), TableCopy.SearchKeyRows(keys), TableCopy.Events(), TableCopy.Contacts(seal)];
        var tables = new BareTables(database, [.. copies.Select(copy => copy.Table)]);
        await tables.StripAsync(cancellationToken);
        await AddWordingAsync(cancellationToken);
        await Parallel.ForEachAsync(
            copies,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken },
            async (copy, token) => await CopyAsync(copy, progress, token));
        await tables.DressAsync(progress, cancellationToken);
        progress.End();
        Console.Error.WriteLine($"Built {leads.Count:N0} leads in {progress.Elapsed.TotalSeconds:0} s");
    }

    private async Task AddWordingAsync(CancellationToken cancellationToken)
    {
        await using var insert = database.CreateCommand("INSERT INTO consent_wording (wording_id, text, sellers, channels) VALUES ($1, $2, $3, $4)");
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = WordingId });
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = leads.Market.Patterns["auto"][0].Consent.Text });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = ["Example Insurance"] });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = ["phone", "sms", "email"] });
        await insert.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task CopyAsync(TableCopy table, Progress progress, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var copy = await connection.BeginBinaryImportAsync($"COPY {table.Table} ({table.Columns}) FROM STDIN (FORMAT BINARY)", cancellationToken);
        for (var i = 0; i < leads.Count; i++)
        {
            table.Write(copy, leads[i]);
            if (i % 1_000 == 999)
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress.Step(table.Table, i + 1, leads.Count);
            }
        }

        await copy.CompleteAsync(cancellationToken);
        progress.Step(table.Table, leads.Count, leads.Count);
    }
}
