using System.Security.Cryptography;
using System.Text;
using LeadPlatform.Contracts.Models;
using LeadPlatform.DataService.Storage;
using LeadPlatform.Messaging.Consuming;
using LeadPlatform.Scoring;
using LeadPlatform.Scoring.Models;
using LeadPlatform.Scoring.Training;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace LeadPlatform.DataService.Models;

/// <summary>
/// Trains when the night has come or somebody asks, on one instance at a time: it holds a lock of the database meanwhile, and a run whose instance died is taken up again by the next. A model is
/// put in use where it is better on the leads held back.
/// </summary>
internal sealed partial class ModelRuns(IServiceScopeFactory scopes, NpgsqlDataSource database, KnownOutcomes outcomes, IOptions<ModelOptions> options, TimeProvider time, ILogger<ModelRuns> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var asked = DateOnly.MinValue;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                asked = await AskNightlyAsync(asked, stoppingToken);
                await WorkOffAsync(stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                Log.Interrupted(logger, exception.GetType().Name);
            }

            await Task.Delay(options.Value.PollInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Asks for the run of a day once its time has come; all instances do, and the first has asked.</summary>
    private async Task<DateOnly> AskNightlyAsync(DateOnly asked, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var day = DateOnly.FromDateTime(now);
        if (!options.Value.Nightly || day == asked || TimeOnly.FromDateTime(now) < options.Value.TrainAt)
            return asked;
        await using var ask = database.CreateCommand("INSERT INTO scoring_model_run (run_id, status, asked_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING");
        ask.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"nightly {day:yyyy-MM-dd}")).AsSpan(0, 16)) });
        ask.Parameters.Add(new NpgsqlParameter<string> { TypedValue = ModelRunStatus.Asked });
        ask.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now });
        await ask.ExecuteNonQueryAsync(cancellationToken);
        return day;
    }

    private async Task WorkOffAsync(CancellationToken cancellationToken)
    {
        if (!await AnyAsync(cancellationToken))
            return;
        await using var mine = await JobLock.TryTakeAsync(database, "train models", cancellationToken);
        if (mine is null)
            return;
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<LeadsContext>();
        var runs = await context.ModelRuns.Where(run => run.Status == ModelRunStatus.Asked || run.Status == ModelRunStatus.Running).OrderBy(run => run.AskedAt).ToListAsync(cancellationToken);
        foreach (var run in runs)
            await RunAsync(context, run, cancellationToken);
    }

    private async Task RunAsync(LeadsContext context, ModelRun run, CancellationToken cancellationToken)
    {
        run.Status = ModelRunStatus.Running;
        await context.SaveChangesAsync(cancellationToken);
        using var activity = ModelMetrics.Activities.StartActivity("train model");
        var known = await outcomes.CountAsync(cancellationToken);
        if (known < options.Value.MinDispositions)
        {
            (run.Status, run.Note) = (ModelRunStatus.Waiting, $"{known} of {options.Value.MinDispositions} outcomes are known.");
        }
        else
        {
            try
            {
                await TrainAsync(context, run, cancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException && !TransientFault.Is(exception))
            {
                context.ChangeTracker.Clear();
                context.Update(run);
                (run.Status, run.Note) = (ModelRunStatus.Failed, Why(exception.GetBaseException()));
            }
        }

        run.EndedAt = time.GetUtcNow();
        await context.SaveChangesAsync(cancellationToken);
        ModelMetrics.Runs.Add(1, new KeyValuePair<string, object?>("status", run.Status));
        Log.Ended(logger, run.RunId, run.Status, run.Version, run.Note);
    }

    private static string Why(Exception exception) => exception switch
    {
        ScoringException => exception.Message,
        _ => $"It failed with {exception.GetType().Name}.",
    };

    private async Task TrainAsync(LeadsContext context, ModelRun run, CancellationToken cancellationToken)
    {
        var current = (await context.CurrentAsync(cancellationToken))?.Version;
        var inUse = current is { } version ? ModelFile.Parse((await context.ScoringModels.AsNoTracking().SingleAsync(row => row.Version == version, cancellationToken)).Content, $"model {version}") : null;
        var leads = await outcomes.NewestAsync(options.Value.MaxLeads, cancellationToken);
        var now = time.GetUtcNow();
        var trained = await OnThreadOfItsOwnAsync(() => LeadTraining.Train(leads, options.Value.HeldBack, inUse, BoostedTrees.AreHere, now, cancellationToken));

        var row = new ScoringModelRow
        {
            TrainedAt = now,
            Content = ModelFile.ToBytes(trained.Model),
            Chosen = trained.Model.Info.Chosen,
            Leads = trained.Leads,
            Bound = trained.Bound,
            HeldBack = trained.HeldBack,
            Auc = trained.Measures.Auc,
            Brier = trained.Measures.Brier,
            LogLoss = trained.Measures.LogLoss,
            Against = current is null ? "points" : $"version {current}",
            AgainstAuc = trained.AgainstAuc,
            AgainstLogLoss = trained.AgainstLogLoss,
            Better = trained.IsBetter,
        };
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        context.ScoringModels.Add(row);
        await context.SaveChangesAsync(cancellationToken);
        if (trained.IsBetter)
            await context.UseAsync(row.Version, now, cancellationToken);
        (run.Version, run.Status) = (row.Version, trained.IsBetter ? ModelRunStatus.Promoted : ModelRunStatus.Kept);
        run.Note = $"AUC {row.Auc:0.000} against {row.AgainstAuc:0.000} of {row.Against} on {row.HeldBack} leads held back{(BoostedTrees.AreHere ? "" : "; without boosted trees, since LightGBM does not load here")}.";
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task<bool> AnyAsync(CancellationToken cancellationToken)
    {
        await using var any = database.CreateCommand($"SELECT EXISTS (SELECT FROM scoring_model_run WHERE status IN ('{ModelRunStatus.Asked}', '{ModelRunStatus.Running}'))");
        return (bool)(await any.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Minutes of work, which would keep a thread of the pool from requests.</summary>
    private static Task<T> OnThreadOfItsOwnAsync<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            try
            {
                done.SetResult(work());
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        })
        { IsBackground = true, Priority = ThreadPriority.BelowNormal, Name = "model training" }.Start();
        return done.Task;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1900, Level = LogLevel.Warning, Message = "The training of models was interrupted by {ExceptionType}; it goes on later")]
        public static partial void Interrupted(ILogger logger, string exceptionType);

        [LoggerMessage(EventId = 1901, Level = LogLevel.Information, Message = "Training {RunId} is {Status} with model {Version}: {Note}")]
        public static partial void Ended(ILogger logger, Guid runId, string status, int? version, string? note);
    }
}
