using LeadPlatform.Backend.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadPlatform.Backend.Demo;

/// <summary>Users, agents and a key to try the platform with: in Development, and refused everywhere else.</summary>
internal static class DemoFeature
{
    public static WebApplicationBuilder AddDemo(this WebApplicationBuilder builder)
    {
        if (!builder.Environment.IsDevelopment())
            return builder;
        builder.Services.AddScoped<ISeed, DemoAgents>();
        builder.Services.AddScoped<ISeed, DemoSource>();
        builder.Services.AddScoped<ISeed, DemoUsers>();
        return builder;
    }

    /// <summary>Outside Development: stops the start while a credential that everybody knows opens anything.</summary>
    /// <exception cref="InvalidOperationException">There is one.</exception>
    public static async Task RefuseDemoAsync(this WebApplication app, CancellationToken cancellationToken)
    {
        if (app.Environment.IsDevelopment())
            return;

        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BackendDb>();
        if (await db.ApiKeys.AnyAsync(k => k.KeyId == DemoIds.SourceKeyId && k.RevokedAt == null, cancellationToken))
            throw new InvalidOperationException($"The API key '{DemoIds.SourceKey}' is in database 'backend': it is for Development only. Revoke it, or start with a database of its own.");
        if (await db.Users.AnyAsync(u => u.NormalizedEmail!.EndsWith("@EXAMPLE.COM") && !u.Disabled, cancellationToken))
            throw new InvalidOperationException($"Users of {DemoIds.EmailDomain} are in database 'backend': they are for Development only. Disable them, or start with a database of its own.");
    }
}
