using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using LeadPlatform.Drills.Comparing;
using LeadPlatform.Drills.Load;
using LeadPlatform.Drills.Rebuilding;
using LeadPlatform.Drills.Running;
using LeadPlatform.Drills.Servers;
using LeadPlatform.TestHost;
using Npgsql;

namespace LeadPlatform.Drills.Restoring;

/// <summary>
/// Loses the database of a platform under load and brings it back: base backup and log archive, rows deleted, then the data directory, streams and cache destroyed; recovery to a moment
/// before the deletion; streams and indexes rebuilt; all of it compared with what the publishers were told.
/// </summary>
internal sealed class RestoreDrill(RestoreOptions options, TimeProvider time, Action<string> say) : IAsyncDisposable
{
    private const int Publishers = 16;
    private const string Backup = "base-backup";
    private static readonly string[] StandingStill = ["backend", "orchestrator"];
    private static readonly TimeSpan Accumulating = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan CatchUpLimit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan ArchiveLimit = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly PostgresSite _site = new();
    private RunningPlatform? _platform;
    private LeadLoad? _load;

    private RunningPlatform Platform => _platform ?? throw new InvalidOperationException("The platform does not run yet.");

    private LeadLoad Load => _load ?? throw new InvalidOperationException("The platform does not run yet.");

    /// <summary>Does all of it.</summary>
    public async Task<RestoreReport> RunAsync(CancellationToken cancellationToken)
    {
        say("Starting PostgreSQL with a log archive, and the platform on it …");
        var primary = await _site.NewServerAsync("primary", cancellationToken);
        await primary.StartAsync(Archiving, cancellationToken);
        _platform = await DrillPlatform.StartAsync([primary], _site, cancellationToken);
        _load = new LeadLoad(_platform, Publishers, options.Rate, "restore");
        _load.Start();

        say($"Capturing {options.Rate} leads/s; base backup …");
        await Task.Delay(options.Load, time, cancellationToken);
        var backup = Stopwatch.GetTimestamp();
        await _site.BackUpAsync(primary, _site.NewDirectory(Backup), ["--wal-method=none"], cancellationToken);
        var backupTook = Stopwatch.GetElapsedTime(backup);
        await Task.Delay(options.Load, time, cancellationToken);

        say("Backend, then Orchestrator stand still, so that there are events only in the streams when all is lost …");
        await StandStillAsync(cancellationToken);
        var (deletion, deleted) = await DeleteAsync(primary, cancellationToken);
        var segment = (string)(await primary.ScalarAsync("postgres", "SELECT pg_walfile_name(pg_current_wal_lsn())", cancellationToken))!;
        say($"{deleted} leads deleted. {options.Noticed.TotalSeconds:0} s later the data directory goes …");
        await Task.Delay(options.Noticed, time, cancellationToken);
        await ArchivedAsync(segment, cancellationToken);
        await primary.KillAsync();
        Directory.Delete(primary.DataDirectory, recursive: true);
        var (destruction, down) = (time.GetUtcNow(), Stopwatch.GetTimestamp());
        var archiveBehind = destruction - NewestInArchive();
        await Load.HoldAsync();

        say("Stopping the services; streams and cache go, too. Recovering …");
        foreach (var service in StandingStill)
            await PlatformProcess.Of(Platform, service).ThawAsync();
        await Platform.StopAsync();
        DrillPlatform.DestroyStreamsAndCache(Platform);
        var recovery = Stopwatch.GetTimestamp();
        var target = deletion - options.Before;
        var recovered = await RecoverAsync("recovered", target, primary.Port, Archiving, cancellationToken);
        Recovered = recovered;
        var recoveryTook = Stopwatch.GetElapsedTime(recovery);
        var comparison = await CompareAsync(recovered, target, cancellationToken);
        var newest = await NewestAsync(recovered, cancellationToken);

        say("Putting the events that are missing into the outboxes again, and the search index into its backlog …");
        var republished = await RebuildAsync(recovered, cancellationToken);
        await Platform.StartAsync();
        await Load.SendAsync();
        var downTime = Stopwatch.GetElapsedTime(down);

        say("Leads are captured again. Waiting until all is caught up …");
        await Load.FinishAsync(CatchUpLimit);
        var sentAgain = await SendAgainAsync(target, recovered, cancellationToken);
        await DrillPlatform.CaughtUpAsync(recovered, CatchUpLimit, cancellationToken);
        var caughtUpAfter = Stopwatch.GetElapsedTime(down);
        var atTheEnd = await CompareAsync(recovered, until: null, cancellationToken);
        string[] late = (deletion - newest > RestoreReport.DataLossTarget || downTime > RestoreReport.DownTimeTarget) ? ["RPO or RTO are past their target."] : [];
        string[] faults = [.. late, .. comparison.Faults(), .. atTheEnd.Faults(), .. await FaultsOfTheRestAsync(recovered, target, cancellationToken)];
        return new RestoreReport(
            time.GetUtcNow(), deletion, target, destruction, deleted, comparison, sentAgain, atTheEnd, republished, backupTook, deletion - newest, archiveBehind, recoveryTook, downTime, caughtUpAfter, faults);
    }

    /// <summary>The server that holds what was brought back, for who wants to look.</summary>
    public PostgresInstance? Recovered { get; private set; }

    /// <summary>Waits until there is nothing left to do.</summary>
    public Task CaughtUpAsync(CancellationToken cancellationToken) => DrillPlatform.CaughtUpAsync(Recovered!, CatchUpLimit, cancellationToken);

    /// <summary>Brings the base backup to a moment and compares it with what it should hold at another; for who wants to see a wrong restore found out.</summary>
    public async Task<Comparison> RecoverElsewhereAsync(DateTimeOffset target, DateTimeOffset comparedAt, CancellationToken cancellationToken)
    {
        await using var elsewhere = await RecoverAsync("elsewhere", target, port: null, [], cancellationToken);
        return await CompareAsync(elsewhere, comparedAt, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_load is not null)
            await _load.DisposeAsync();
        if (_platform is not null)
            await _platform.DisposeAsync();
        await _site.DisposeAsync();
    }

    private string[] Archiving =>
    [
        "archive_mode=on", string.Create(CultureInfo.InvariantCulture, $"archive_timeout={options.ArchiveTimeout.TotalSeconds:0}s"),
        // Under another name until it is whole, and never over one that is there.
        $"archive_command=test ! -f {_site.Archive}/%f && cp %p {_site.Archive}/%f.part && mv {_site.Archive}/%f.part {_site.Archive}/%f",
    ];

    /// <summary>From before the target on: leads that are qualified and nobody's, then leads that are only received.</summary>
    private async Task StandStillAsync(CancellationToken cancellationToken)
    {
        foreach (var service in StandingStill)
        {
            await PlatformProcess.Of(Platform, service).FreezeAsync();
            await Task.Delay(Accumulating, time, cancellationToken);
        }

        await Task.Delay(options.Before, time, cancellationToken);
    }

    private static async Task<(DateTimeOffset At, long Leads)> DeleteAsync(PostgresInstance server, CancellationToken cancellationToken)
    {
        var at = new DateTimeOffset((DateTime)(await server.ScalarAsync("leads", "SELECT clock_timestamp()", cancellationToken))!);
        var leads = await server.ScalarAsync(
            "leads",
            """
            WITH contacts AS (DELETE FROM consumer_contact), keys AS (DELETE FROM idempotency_key), leads AS (DELETE FROM lead RETURNING 1)
            SELECT count(*) FROM leads
            """,
            cancellationToken);
        return (at, (long)leads!);
    }

    /// <summary>Waits until a segment of the log is in the archive: on a machine that is busy with other things it may come later than usual.</summary>
    private async Task ArchivedAsync(string segment, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ArchiveLimit);
        while (!File.Exists(Path.Combine(_site.Archive, segment)))
            await Task.Delay(Look, time, limit.Token);
    }

    private DateTimeOffset NewestInArchive() => new DirectoryInfo(_site.Archive).EnumerateFiles().Max(file => file.LastWriteTimeUtc);

    private async Task<PostgresInstance> RecoverAsync(string name, DateTimeOffset target, int? port, IReadOnlyList<string> settings, CancellationToken cancellationToken)
    {
        var server = _site.Add(name, port);
        await _site.RunAsync("cp", ["-a", _site.DirectoryOf(Backup) + "/.", server.DataDirectory], cancellationToken);
        await _site.RunAsync("touch", [Path.Combine(server.DataDirectory, "recovery.signal")], cancellationToken);
        string[] recovery =
        [
            $"restore_command=cp {_site.Archive}/%f %p", string.Create(CultureInfo.InvariantCulture, $"recovery_target_time={target.UtcDateTime:yyyy-MM-dd HH:mm:ss.ffffff}+00"),
            "recovery_target_action=promote", "recovery_target_timeline=current",
        ];
        await server.StartAsync([.. settings, .. recovery], cancellationToken);
        await server.PromotedAsync(cancellationToken);
        return server;
    }

    private async Task<Comparison> CompareAsync(PostgresInstance server, DateTimeOffset? until, CancellationToken cancellationToken) =>
        Comparison.Of(Load.Sent, Load.Bodies, await StoredLead.ReadAsync(server, cancellationToken), until);

    private static async Task<DateTimeOffset> NewestAsync(PostgresInstance server, CancellationToken cancellationToken) =>
        new((DateTime)(await server.ScalarAsync("leads", "SELECT max(received_at) FROM lead", cancellationToken))!);

    /// <summary>Puts what is missing into the outboxes again, and every lead into the backlog of the search.</summary>
    public async Task<IReadOnlyDictionary<string, int>> RebuildAsync(PostgresInstance server, CancellationToken cancellationToken)
    {
        await using var leads = NpgsqlDataSource.Create(server.ConnectionString("leads"));
        await using var backend = NpgsqlDataSource.Create(server.ConnectionString("backend"));
        var republished = await new StreamRebuild(leads, backend).RunAsync(time.GetUtcNow().AddDays(-7), cancellationToken);
        await SearchRebuild.RunAsync(leads, cancellationToken);
        return republished;
    }

    /// <summary>Sends again what was answered 201 and is gone, as publishers do when they are told from when on.</summary>
    private async Task<int> SendAgainAsync(DateTimeOffset target, PostgresInstance server, CancellationToken cancellationToken)
    {
        var there = (await StoredLead.ReadAsync(server, cancellationToken)).Select(lead => lead.Key).ToHashSet();
        var gone = Load.Sent.Where(lead => lead.Acknowledged >= target && !there.Contains(lead.Key)).ToArray();
        foreach (var lead in gone)
        {
            var (leadId, _) = await Load.RepeatAsync(lead);
            lead.Acknowledge(leadId, time.GetUtcNow());
        }

        return gone.Length;
    }

    private async Task<IEnumerable<string>> FaultsOfTheRestAsync(PostgresInstance server, DateTimeOffset target, CancellationToken cancellationToken)
    {
        List<string> faults = [];
        var assigned = await DrillPlatform.CountAsync(server, "leads", "SELECT count(*) FROM lead WHERE status = 'assigned'", cancellationToken);
        var legs = await DrillPlatform.CountAsync(server, "backend", "SELECT count(*) FROM leg", cancellationToken);
        if (assigned != legs)
            faults.Add($"{assigned} leads are assigned in database leads, {legs} in backend.");
        if (await DrillPlatform.CountAsync(server, "leads", "SELECT count(*) FROM lead WHERE NOT EXISTS (SELECT FROM search_key WHERE search_key.lead_id = lead.lead_id)", cancellationToken) is > 0 and var hidden)
            faults.Add($"{hidden} leads have no key in the search index.");

        var old = Load.Sent.Where(lead => lead.Acknowledged < target).MinBy(lead => lead.Number)!;
        if (await Load.RepeatAsync(old) != (old.LeadId, true))
            faults.Add($"{old.Key} sent again is not answered with its lead.");
        if (!await IsFoundAsync(old, cancellationToken))
            faults.Add($"{old.Key} is not found by its e-mail.");
        return faults;
    }

    private async Task<bool> IsFoundAsync(SentLead lead, CancellationToken cancellationToken)
    {
        using var body = JsonDocument.Parse(Load.Bodies[lead.Number]);
        var email = body.RootElement.GetProperty("contact").GetProperty("email").GetString()!;
        using var manager = await Platform.SignInAsync("manager");
        var found = await manager.GetFromJsonAsync<JsonElement>($"/v1/leads?q={Uri.EscapeDataString(email)}", cancellationToken);
        return found.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("leadId").GetGuid()).SequenceEqual([lead.LeadId!.Value]);
    }
}
