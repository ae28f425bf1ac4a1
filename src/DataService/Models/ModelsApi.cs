using System.Data;
using System.Globalization;
using LeadPlatform.Auditing;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Models;
using LeadPlatform.DataService.Storage;
using LeadPlatform.ServiceDefaults.Auditing;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace LeadPlatform.DataService.Models;

internal static class ModelsFeature
{
    public static WebApplicationBuilder AddModels(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ModelOptions>().BindConfiguration(ModelOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<KnownOutcomes>();
        builder.Services.AddHostedService<ModelRuns>();
        builder.Services.AddHostedService<ModelWatch>();
        return builder;
    }

    public static WebApplication MapModels(this WebApplication app)
    {
        var models = app.MapGroup("/v1/models").WithTags("Models").RequirePermission(Permission.ManageModels)
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        models.MapGet("", ListModels.HandleAsync).WithName("listModels").WithSummary("List the models that score leads, newest first");
        models.MapPost("train", TrainModel.HandleAsync).Audited("model.train").WithName("trainModel").WithSummary("Train a model on the dispositions there are; it is used where it is better");
        models.MapPost("{version:int:min(1)}/promote", PromoteModel.HandleAsync).Audited("model.promote").WithName("promoteModel").WithSummary("Put a model in use, better or not")
            .ProducesProblem(StatusCodes.Status404NotFound);
        models.MapPost("rollback", RollBackModel.HandleAsync).Audited("model.rollback").WithName("rollBackModel").WithSummary("Take up again what was in use before")
            .ProducesProblem(StatusCodes.Status409Conflict);
        app.MapGet("/internal/models/current", GetCurrentModel.HandleAsync).RequirePermission(Permission.CallInside).ExcludeFromDescription();
        return app;
    }
}

/// <summary><c>GET /v1/models</c>.</summary>
internal static class ListModels
{
    private const int Most = 100;

    public static async Task<Ok<ModelsView>> HandleAsync(LeadsContext database, KnownOutcomes outcomes, IOptions<ModelOptions> options, CancellationToken cancellationToken)
    {
        // At one moment: a run that has ended must not stand beside models of before its end.
        await using var snapshot = await database.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var models = await database.ScoringModels.AsNoTracking().OrderByDescending(row => row.Version).Take(Most)
            .Select(row => new ModelView(
                row.Version, row.TrainedAt, row.Chosen, row.Leads, row.Bound, row.HeldBack, row.Auc, row.Brier, row.LogLoss, row.Against, row.AgainstAuc, row.AgainstLogLoss, row.Better))
            .ToListAsync(cancellationToken);
        var run = await database.ModelRuns.AsNoTracking().OrderByDescending(row => row.AskedAt).FirstOrDefaultAsync(cancellationToken);
        return TypedResults.Ok(new ModelsView(
            (await database.CurrentAsync(cancellationToken))?.Version, await outcomes.CountAsync(cancellationToken), options.Value.MinDispositions, run?.ToView(), models));
    }

    internal static ModelRunView ToView(this ModelRun run) => new(run.RunId, run.Status, run.AskedAt, run.EndedAt, run.Version, run.Note);
}

/// <summary><c>POST /v1/models/train</c>: one of the instances takes it up within seconds.</summary>
internal static class TrainModel
{
    public static async Task<Accepted<ModelRunView>> HandleAsync(LeadsContext database, AuditLog audit, HttpContext context, TimeProvider time, CancellationToken cancellationToken)
    {
        var run = new ModelRun { RunId = Guid.CreateVersion7(), Status = ModelRunStatus.Asked, AskedAt = time.GetUtcNow() };
        database.ModelRuns.Add(run);
        await audit.SaveAsync(database, context.Audit("model", run.RunId), cancellationToken);
        return TypedResults.Accepted("/v1/models", run.ToView());
    }
}

/// <summary><c>POST /v1/models/{version}/promote</c>.</summary>
internal static class PromoteModel
{
    public static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        int version, LeadsContext database, AuditLog audit, HttpContext context, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!await database.ScoringModels.AnyAsync(row => row.Version == version, cancellationToken))
            return Problem.NotFound("model");
        await database.UseAsync(version, time.GetUtcNow(), cancellationToken);
        await audit.SaveAsync(database, context.Audit("model", version), cancellationToken);
        return TypedResults.NoContent();
    }
}

/// <summary><c>POST /v1/models/rollback</c>.</summary>
internal static class RollBackModel
{
    public static async Task<Results<Ok<ModelInUse>, ProblemHttpResult>> HandleAsync(LeadsContext database, AuditLog audit, HttpContext context, TimeProvider time, CancellationToken cancellationToken)
    {
        var (done, version) = await database.RollBackAsync(time.GetUtcNow(), cancellationToken);
        if (!done)
            return Problem.Conflict("nothing_before", "Leads are scored by points already; there is nothing to go back to.");
        await audit.SaveAsync(database, context.Audit("model", version, version is null ? "to points" : null), cancellationToken);
        return TypedResults.Ok(new ModelInUse(version));
    }
}

/// <summary><c>GET /internal/models/current</c>: the file of the model in use, by ETag; 204 while leads are scored by points.</summary>
internal static class GetCurrentModel
{
    public static async Task<IResult> HandleAsync(LeadsContext database, HttpContext context, CancellationToken cancellationToken)
    {
        if (await database.CurrentAsync(cancellationToken) is not { Version: { } version })
            return TypedResults.NoContent();
        var tag = $"\"{version.ToString(CultureInfo.InvariantCulture)}\"";
        context.Response.Headers.ETag = tag;
        if (context.Request.Headers.IfNoneMatch.Contains(tag))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        var row = await database.ScoringModels.AsNoTracking().SingleAsync(one => one.Version == version, cancellationToken);
        return TypedResults.Bytes(row.Content, "application/json");
    }
}
