using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Spectre.Console.Cli;
using Yarp.ReverseProxy.Configuration;

namespace LeadPlatform.Bench.Baselines;

/// <summary>Baseline (b): YARP that validates a JWT and hands each request on to (a). What a gateway costs that does nothing but its duty.</summary>
internal sealed class ProxyGateway : AsyncCommand<ServeSettings>
{
    public const string Name = "serve-proxy";

    private const string Issuer = "https://bench.example.com";
    private const string Audience = "leads";

    public override async Task<int> ExecuteAsync(CommandContext context, ServeSettings settings, CancellationToken cancellationToken)
    {
        var key = new RsaSecurityKey(RSA.Create(2048)) { KeyId = "bench" };
        await File.WriteAllTextAsync(settings.TokenFile, NewToken(key), cancellationToken);

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(settings.Address);
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(bearer => bearer.TokenValidationParameters = new TokenValidationParameters
        {
            IssuerSigningKey = key,
            ValidIssuer = Issuer,
            ValidAudience = Audience,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
        });
        builder.Services.AddAuthorization();
        builder.Services.AddReverseProxy().LoadFromMemory(
            [new RouteConfig { RouteId = "leads", ClusterId = "api", Match = new RouteMatch { Path = "{**path}" }, AuthorizationPolicy = "default" }],
            [new ClusterConfig { ClusterId = "api", Destinations = new Dictionary<string, DestinationConfig> { ["one"] = new() { Address = settings.Behind } } }]);
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapReverseProxy();
        await app.RunAsync(cancellationToken);
        return 0;
    }

    private static string NewToken(RsaSecurityKey key) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = Issuer,
        Audience = Audience,
        Expires = DateTime.UtcNow.AddDays(1),
        SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.RsaSha256),
        Claims = new Dictionary<string, object> { ["sub"] = "bench", ["scope"] = "leads.write" },
    });
}
