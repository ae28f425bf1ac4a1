using LeadPlatform.Backend.Documentation;
using LeadPlatform.Backend.Idempotency;
using LeadPlatform.Backend.Preconditions;
using LeadPlatform.Backend.Sources.Keys;
using LeadPlatform.Backend.Sources.Publishers;
using LeadPlatform.Backend.Storage;
using LeadPlatform.Contracts.Access;
using LeadPlatform.ServiceDefaults.Auditing;
using LeadPlatform.ServiceDefaults.Callers;
using Microsoft.Extensions.Options;

namespace LeadPlatform.Backend.Sources;

/// <summary>Where leads come from: publishers, their sources, and the keys that open them.</summary>
internal static class SourcesFeature
{
    private const string NotThere = "There is no such thing, or it is not yours (code not_found).";
    private const string WrongPage = "limit or cursor can't be read (code invalid_request).";
    private const string HasChanged = "It has changed since it was read (code precondition_failed).";
    private const string UsedBefore = "The Idempotency-Key was used for another request (code idempotency_conflict).";

    public static WebApplicationBuilder AddSources(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<FormSourceOptions>().BindConfiguration(FormSourceOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<KeyOptions>().BindConfiguration(KeyOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<SourceOptions>().BindConfiguration(SourceOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<SourceOptions>, SourceOptionsValidator>();
        builder.Services.AddSingleton<SourceTokens>();
        builder.Services.AddSingleton<KeyUses>();
        builder.Services.AddHostedService(services => services.GetRequiredService<KeyUses>());
        builder.Services.AddScoped<ISeed, FormSourceSeed>();
        return builder;
    }

    public static void MapSources(this IEndpointRouteBuilder app)
    {
        app.MapPost("/internal/keys/resolve", ResolveKey.HandleAsync).RequirePermission(Permission.CallInside).NotAudited("it reads").ExcludeFromDescription();
        app.MapGet("/internal/origins", ListOrigins.HandleAsync).RequirePermission(Permission.CallInside).ExcludeFromDescription();
        MapPublishers(app.MapGroup("/v1/publishers").WithTags("Sources").RequirePermission(Permission.ReadSources));
        var sources = app.MapGroup("/v1/sources").WithTags("Sources").RequirePermission(Permission.ReadSources);
        MapSources(sources);
        MapKeys(sources.MapGroup("{id:guid}/keys"));
    }

    private static void MapPublishers(RouteGroupBuilder publishers)
    {
        publishers.MapGet("", ListPublishers.HandleAsync).WithName("listPublishers").WithSummary("List publishers, newest first")
            .WithDescription("A publisher's user sees only that publisher.")
            .Refuses(StatusCodes.Status400BadRequest, WrongPage)
            .WithExamples(null, StatusCodes.Status200OK, $"{{\"items\":[{SourceExamples.Publisher}]}}");
        publishers.MapPost("", CreatePublisher.HandleAsync).RequirePermission(Permission.ManagePublishers).Audited("publisher.create")
            .WithName("createPublisher").WithSummary("Add a publisher")
            .Reads(CreatedOnce.Header, CreatedOnce.HeaderText).Refuses(StatusCodes.Status409Conflict, UsedBefore)
            .WithExamples("""{"name":"Example Quotes"}""", StatusCodes.Status201Created, SourceExamples.Publisher);
        publishers.MapGet("{id:guid}", GetPublisher.HandleAsync).WithName("getPublisher").WithSummary("Read a publisher")
            .Refuses(StatusCodes.Status404NotFound, NotThere)
            .WithExamples(null, StatusCodes.Status200OK, SourceExamples.Publisher);
        publishers.MapPatch("{id:guid}", ChangePublisher.HandleAsync).RequirePermission(Permission.ManagePublishers).Audited("publisher.change")
            .WithName("changePublisher").WithSummary("Change a publisher's name")
            .Reads(IfMatch.Header, IfMatch.HeaderText).Refuses(StatusCodes.Status404NotFound, NotThere).Refuses(StatusCodes.Status412PreconditionFailed, HasChanged)
            .WithExamples("""{"name":"Example Quotes"}""", StatusCodes.Status200OK, SourceExamples.Publisher);
    }

    private static void MapSources(RouteGroupBuilder sources)
    {
        sources.MapGet("", ListSources.HandleAsync).WithName("listSources").WithSummary("List sources, newest first")
            .WithDescription("A publisher's user sees only those of that publisher.")
            .Refuses(StatusCodes.Status400BadRequest, WrongPage)
            .WithExamples(null, StatusCodes.Status200OK, $"{{\"items\":[{SourceExamples.Source}]}}");
        sources.MapPost("", CreateSource.HandleAsync).RequirePermission(Permission.ManageSources).Audited("source.create")
            .WithName("createSource").WithSummary("Add a source to a publisher")
            .WithDescription(
                "Admins give it a plan that the operator has set up, or a rate of its own (requestsPerSecond, burst). Scripts of pages call the API with its keys from its origins alone; servers send no origin and are not meant.")
            .Reads(CreatedOnce.Header, CreatedOnce.HeaderText).Refuses(StatusCodes.Status409Conflict, UsedBefore)
            .WithExamples("""{"publisherId":"0193b3f0-0000-7000-8000-00000000d000","name":"Landing page","plan":"standard","origins":["https://quotes.example.com"]}""", StatusCodes.Status201Created, SourceExamples.Source);
        sources.MapGet("{id:guid}", GetSource.HandleAsync).WithName("getSource").WithSummary("Read a source")
            .Refuses(StatusCodes.Status404NotFound, NotThere)
            .WithExamples(null, StatusCodes.Status200OK, SourceExamples.Source);
        sources.MapPatch("{id:guid}", ChangeSource.HandleAsync).RequirePermission(Permission.ManageSources).Audited("source.change")
            .WithName("changeSource").WithSummary("Change a source, or shut it")
            .WithDescription("What is left out stays; a plan takes the place of a rate, and a rate that of a plan. Every gateway follows within 5 seconds: a source that is disabled lets in neither its keys nor its client.")
            .Reads(IfMatch.Header, IfMatch.HeaderText).Refuses(StatusCodes.Status404NotFound, NotThere).Refuses(StatusCodes.Status412PreconditionFailed, HasChanged)
            .WithExamples("""{"disabled":true}""", StatusCodes.Status200OK, SourceExamples.Source);
    }

    private static void MapKeys(RouteGroupBuilder keys)
    {
        keys.MapGet("", ListKeys.HandleAsync).WithName("listKeys").WithSummary("List a source's API keys, newest first")
            .WithDescription("Without their secrets, which are not kept. Those that are over stay listed; at most 200.")
            .Refuses(StatusCodes.Status404NotFound, NotThere)
            .WithExamples(null, StatusCodes.Status200OK, $"{{\"items\":[{SourceExamples.Key}]}}");
        keys.MapPost("", CreateKey.HandleAsync).RequirePermission(Permission.ManageSources).Audited("key.create")
            .WithName("createKey").WithSummary("Make an API key for a source")
            .WithDescription("The key is in this answer alone. A repetition with the same Idempotency-Key answers without it.")
            .Reads(CreatedOnce.Header, CreatedOnce.HeaderText)
            .Refuses(StatusCodes.Status404NotFound, NotThere)
            .Refuses(StatusCodes.Status409Conflict, UsedBefore + " Or the source has as many keys as it may (code too_many_keys).")
            .WithExamples("""{"name":"Production","scopes":["leads.write"],"networks":["203.0.113.0/24"]}""", StatusCodes.Status201Created, SourceExamples.NewKey);
        keys.MapPost("{keyId}/rotate", RotateKey.HandleAsync).RequirePermission(Permission.ManageSources).Audited("key.rotate")
            .WithName("rotateKey").WithSummary("Make another key in place of one")
            .WithDescription("With the same scopes and networks. The old key ends after the overlap, a day where nothing is said.")
            .Reads(CreatedOnce.Header, CreatedOnce.HeaderText)
            .Refuses(StatusCodes.Status404NotFound, NotThere)
            .Refuses(StatusCodes.Status409Conflict, UsedBefore + " Or the key is over (code key_over), or there are too many (code too_many_keys).")
            .WithExamples("""{"overlapSeconds":3600}""", StatusCodes.Status201Created, SourceExamples.NewKey);
        keys.MapDelete("{keyId}", RevokeKey.HandleAsync).RequirePermission(Permission.ManageSources).Audited("key.revoke")
            .WithName("revokeKey").WithSummary("Revoke an API key")
            .WithDescription("It opens nothing more, everywhere within 5 seconds. Once more changes nothing.")
            .Refuses(StatusCodes.Status404NotFound, NotThere);
    }
}
