using System.Text.Json.Serialization;
using Spectre.Console.Cli;

namespace LeadPlatform.Bench.Baselines;

/// <summary>Baseline (a): Kestrel that parses a lead and answers, storing nothing. What the framework alone can do here.</summary>
internal sealed class PlainApi : AsyncCommand<ServeSettings>
{
    public const string Name = "serve-plain";

    public override async Task<int> ExecuteAsync(CommandContext context, ServeSettings settings, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(settings.Address);
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, PlainJson.Default));
        var app = builder.Build();
        app.MapPost("/v1/leads", (PlainLead _) => Results.Json(new PlainAnswer(Guid.CreateVersion7(), "received"), PlainJson.Default.PlainAnswer, statusCode: StatusCodes.Status201Created));
        await app.RunAsync(cancellationToken);
        return 0;
    }
}

internal sealed record PlainLead(string Line, PlainContact Contact, PlainConsent Consent, string? SubId, Dictionary<string, object>? Details);

internal sealed record PlainContact(string FirstName, string LastName, string? Email, string? Phone, string? DateOfBirth, PlainAddress Address);

internal sealed record PlainAddress(string? Street, string? City, string State, string PostalCode);

internal sealed record PlainConsent(string Text, List<string>? Sellers, List<string> Channels, DateTimeOffset CapturedAt, string? PageUrl, string? Ip, string? UserAgent);

internal sealed record PlainAnswer(Guid LeadId, string Status);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(PlainLead))]
[JsonSerializable(typeof(PlainAnswer))]
internal sealed partial class PlainJson : JsonSerializerContext;
