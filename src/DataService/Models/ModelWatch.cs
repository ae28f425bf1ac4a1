using LeadPlatform.Contracts.Models;
using LeadPlatform.DataService.Storage;
using LeadPlatform.Scoring.Columns;
using LeadPlatform.Scoring.Leads;
using LeadPlatform.Scoring.Measuring;
using LeadPlatform.Scoring.Models;
using LeadPlatform.Scoring.Tables;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace LeadPlatform.DataService.Models;

/// <summary>Measures how far new leads have moved from those the model in use was trained on, and whether what it said came true.</summary>
internal sealed partial class ModelWatch(IServiceScopeFactory scopes, KnownOutcomes outcomes, IOptions<ModelOptions> options, TimeProvider time, ILogger<ModelWatch> logger) : BackgroundService
{
    private const int MostLeads = 5_000;

    /// <summary>Outcomes below which a calibration says nothing.</summary>
    private const int FewestOutcomes = 50;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await MeasureAsync(stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                Log.Unmeasured(logger, exception.GetType().Name);
            }

            await Task.Delay(options.Value.MeasureInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task MeasureAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<LeadsContext>();
        if (await context.CurrentAsync(cancellationToken) is not { Version: { } version })
        {
            ModelMetrics.Drifted(new Dictionary<string, double>());
            ModelMetrics.Calibrated(null);
            return;
        }

        var row = await context.ScoringModels.AsNoTracking().SingleAsync(one => one.Version == version, cancellationToken);
        var model = ModelFile.Parse(row.Content, $"model {version}");
        var received = await outcomes.ReceivedAsync(time.GetUtcNow() - options.Value.DriftWindow, MostLeads, cancellationToken);
        ModelMetrics.Drifted(received.Count == 0 ? new Dictionary<string, double>() : Drift(model, received));

        var scored = (await outcomes.NewestAsync(MostLeads, cancellationToken)).FindAll(lead => TrainedModelName.VersionOf(lead.ScoredBy) == version);
        ModelMetrics.Calibrated(Calibrate(model, scored));
    }

    internal static Dictionary<string, double> Drift(ScoringModel model, IReadOnlyList<LeadOutcome> leads)
    {
        var rows = leads.Select(lead => LeadCells.For(model, lead.Facts)).ToList();
        var drift = new Dictionary<string, double>(StringComparer.Ordinal) { ["score"] = model.ScoreDistribution.Drift(rows.ConvertAll(row => model.Probability(row))) };
        for (var column = 0; column < model.Columns.Count; column++)
        {
            if (model.Distributions[column] is not { } before)
                continue;
            string?[] cells = [.. rows.Select(row => row[column])];
            drift[model.Columns[column].Name] = model.Columns[column].Kind == ColumnKind.Categorical ? before.Drift(cells) : before.Drift(Array.ConvertAll(cells, Cell.Number));
        }

        return drift;
    }

    internal static ModelMetrics.Calibration? Calibrate(ScoringModel model, IReadOnlyList<LeadOutcome> scored)
    {
        if (scored.Count < FewestOutcomes)
            return null;
        var (said, happened) = (LeadTraining.Probabilities(model, scored), scored.Select(lead => lead.Bound is true).ToList());
        return new ModelMetrics.Calibration(CalibrationTable.Error(CalibrationTable.Of(said, happened)), Probabilities.Brier(said, happened), scored.Count);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1902, Level = LogLevel.Warning, Message = "Drift and calibration of the model in use could not be measured ({ExceptionType})")]
        public static partial void Unmeasured(ILogger logger, string exceptionType);
    }
}
