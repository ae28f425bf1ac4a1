using LeadPlatform.Auditing;
using LeadPlatform.Backend.Tests.Hosting;
using LeadPlatform.Contracts.Auditing;
using LeadPlatform.ServiceDefaults.Auditing;
using Npgsql;

namespace LeadPlatform.Backend.Tests.Auditing;

/// <summary>The chain on a database of each test's own, where the test is the superuser.</summary>
public sealed class AuditChainTests(BackendFixture shared)
{
    private const int Rows = 12;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_that_instances_write_at_once_are_one_chain_without_gaps()
    {
        var address = await NewLogAsync();
        await using var data = NpgsqlDataSource.Create(address);
        await using var other = NpgsqlDataSource.Create(address);
        AuditLog[] instances = [new(data), new(other)];

        await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 20; i++)
                await instances[writer % 2].WriteAsync(Entry(writer), Cancellation);
        })));

        var verifier = await VerifyAsync(data);
        verifier.Faults.ShouldBeEmpty();
        (verifier.Rows, verifier.Verified.Position).ShouldBe((320, 320));
    }

    [Fact]
    public async Task Transactions_that_hold_each_others_rows_do_not_wait_in_a_circle_for_the_log()
    {
        await using var data = NpgsqlDataSource.Create(await NewLogAsync());
        var log = new AuditLog(data);
        await using var one = await data.OpenConnectionAsync(Cancellation);
        await using var two = await data.OpenConnectionAsync(Cancellation);
        await using var first = await one.BeginTransactionAsync(Cancellation);
        await using var second = await two.BeginTransactionAsync(Cancellation);

        // Both have written their entry before either commits, in the other order.
        await log.AppendAsync(one, first, Entry(1), Cancellation);
        await log.AppendAsync(two, second, Entry(2), Cancellation);
        await second.CommitAsync(Cancellation);
        await first.CommitAsync(Cancellation);

        (await data.CreateCommand("select string_agg(actor, ' ' order by position) from audit").ExecuteScalarAsync(Cancellation)).ShouldBe("user-2 user-1");
        (await VerifyAsync(data)).Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_transaction_that_is_rolled_back_leaves_neither_a_row_nor_a_gap()
    {
        await using var data = NpgsqlDataSource.Create(await NewLogAsync());
        var log = new AuditLog(data);
        await log.WriteAsync(Entry(1), Cancellation);
        await using (var connection = await data.OpenConnectionAsync(Cancellation))
        {
            await using var transaction = await connection.BeginTransactionAsync(Cancellation);
            await log.AppendAsync(connection, transaction, Entry(2), Cancellation);
            await transaction.RollbackAsync(Cancellation);
        }

        await log.WriteAsync(Entry(3), Cancellation);

        var verifier = await VerifyAsync(data);
        (verifier.Rows, verifier.Faults.Count).ShouldBe((2, 0));
    }

    [Theory]
    [InlineData("update audit set actor = 'somebody else' where position = 3")]
    [InlineData("update audit set position = null where position = 3")]
    [InlineData("delete from audit where position = 3")]
    [InlineData("delete from audit_head")]
    [InlineData("truncate audit")]
    public async Task The_database_refuses_to_change_a_row_even_to_its_owner(string sql)
    {
        await using var data = await FilledAsync();

        (await Should.ThrowAsync<PostgresException>(() => ExecuteAsync(data, sql))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);

        (await VerifyAsync(data)).Faults.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("update audit set actor = 'somebody else' where position = 5", "5 changed")]
    [InlineData("update audit set resource_id = null where position = 1", "1 changed")]
    [InlineData("update audit set at = at - interval '1 day' where position = 5", "5 changed")]
    [InlineData("update audit set detail = 'more' where position = 12", "12 changed")]
    [InlineData("delete from audit where position = 5", "5 missing")]
    [InlineData("delete from audit where position in (5, 6, 7)", "5 missing")]
    [InlineData("delete from audit where position = 1", "1 missing")]
    [InlineData("delete from audit where position = 12", "12 missing")]
    [InlineData("delete from audit", "1 missing")]
    [InlineData("update audit set position = -position where position in (5, 8); update audit set position = case position when -5 then 8 else 5 end where position in (-5, -8)", "5 moved", "8 moved")]
    [InlineData("delete from audit where position = 5; update audit set position = position - 1 where position > 5", "5 moved", "6 moved", "7 moved", "8 moved", "9 moved", "10 moved", "11 moved", "12 missing")]
    // Rewritten so that it fits its own hash: the row after it gives it away, and behind the last one the head.
    [InlineData("update audit set actor = 'somebody else' where position = 5; update audit a set hash = audit_hash(a) where position = 5", "5 changed")]
    [InlineData("update audit set actor = 'somebody else' where position = 12; update audit a set hash = audit_hash(a) where position = 12", "12 changed")]
    public async Task What_a_superuser_does_to_the_rows_is_found_and_named(string sql, params string[] faults)
    {
        await using var data = await FilledAsync();
        await TamperAsync(data, sql);

        (await VerifyAsync(data)).Faults.Select(fault => $"{fault.Position} {fault.Kind}").ShouldBe(faults);
    }

    [Fact]
    public async Task An_end_that_was_cut_off_together_with_the_head_is_found_by_the_head_that_was_kept_elsewhere()
    {
        await using var data = await FilledAsync();
        var kept = (await VerifyAsync(data)).Verified;
        await TamperAsync(data, "delete from audit where position > 9; update audit_head set position = 9, hash = (select hash from audit where position = 9)");

        (await VerifyAsync(data)).Faults.ShouldBeEmpty();
        (await VerifyAsync(data, kept)).Faults.ShouldHaveSingleItem().ShouldBe(new AuditFault("backend", 10, "missing", "3 rows from it on are not there."));
    }

    /// <summary>The tables of the log and nothing else: the migration makes the same.</summary>
    private async Task<string> NewLogAsync()
    {
        var address = await shared.Servers.NewDatabaseAsync("audit", Cancellation);
        await using var database = NpgsqlDataSource.Create(address);
        await ExecuteAsync(database, AuditTable.CreateSql);
        return address;
    }

    private async Task<NpgsqlDataSource> FilledAsync()
    {
        var data = NpgsqlDataSource.Create(await NewLogAsync());
        var log = new AuditLog(data);
        for (var i = 1; i <= Rows; i++)
            await log.WriteAsync(Entry(i), Cancellation);
        return data;
    }

    private static AuditEntry Entry(int number) =>
        new($"user-{number}", "admin", number % 2 == 0 ? "203.0.113.0/24" : null, null, "agent.change", "agent", $"agent-{number}", "Zeiten – 時間");

    private static Task TamperAsync(NpgsqlDataSource data, string sql) =>
        ExecuteAsync(data, $"alter table audit disable trigger user; {sql}; alter table audit enable trigger user");

    private static async Task ExecuteAsync(NpgsqlDataSource data, string sql)
    {
        await using var command = data.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private static async Task<AuditVerifier> VerifyAsync(NpgsqlDataSource data, AuditHead? anchor = null)
    {
        var reader = new AuditReader(data, AuditLogs.Backend);
        var verifier = new AuditVerifier(AuditLogs.Backend, anchor);
        long after = 0;
        while (true)
        {
            var chain = await reader.ChainAsync(after, 5, Cancellation);
            foreach (var entry in chain.Entries)
                verifier.Add(entry);
            if (chain.Entries.Count < 5)
            {
                verifier.End(chain.Head);
                return verifier;
            }

            after = chain.Entries[^1].Position;
        }
    }
}
