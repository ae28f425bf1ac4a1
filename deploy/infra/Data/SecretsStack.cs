using Amazon.CDK;
using Amazon.CDK.AWS.SecretsManager;
using Constructs;

namespace LeadPlatform.Infra.Data;

/// <summary>
/// The secrets that the chart reads, under its <c>secrets.prefix</c>. What can be made here is; the others are empty until the operator fills them (README, step 7).
/// Each has a replica in the standby region, under the same name.
/// </summary>
internal sealed class SecretsStack : PlatformStack
{
    private const int PasswordLength = 40;

    public SecretsStack(Construct scope, Deployment deployment, string keyArn)
        : base(scope, "secrets", deployment, DataClass.Personal, "Secrets and their replicas")
    {
        Databases = [.. DatabaseLogins.All.Select(login => (login, Generated(login.Id, login.Secret, $"Role {login.User} of PostgreSQL", login.Template(Deployment.PrivateZone))))];
        Redis = Generated("Redis", "redis", "Redis, by the name that follows the primary", $$"""{"host":"redis.{{Deployment.PrivateZone}}","port":6379}""");
        Empty("Nats", "nats", "admin, backup, dataservice, orchestrator, backend: passwords of NATS' users");
        Empty("Clients", "clients", "gateway, dataservice, orchestrator, backend, frontend: the services' OAuth secrets");
        Empty("PlatformKeys", "keys", "personal_data (never changes: without it no contact is found again), form_source, platform_k1 (base64 of 32 bytes; stored keys are wrapped with it)");
        Empty("Ai", "ai", "A member a provider of AI, named as in Ai:Providers: openai, anthropic; its key");
        Empty("Smtp", "smtp", "user, password: of the server that sends mail, such as SES' SMTP credentials of this region");
        Empty("Qdrant", "qdrant", "api_key");
        Generated("Graph", "graph", "Neptune's address; access is by IAM", $$"""{"endpoint":"https://neptune.{{Deployment.PrivateZone}}:8182"}""", "unused");

        CfnSecret Generated(string id, string name, string description, string template, string key = "password") => Secret(id, name, description, new CfnSecret.GenerateSecretStringProperty
        {
            SecretStringTemplate = template,
            GenerateStringKey = key,
            PasswordLength = PasswordLength,
            // Connection strings and URLs are made of it.
            ExcludePunctuation = true,
        });

        void Empty(string id, string name, string description) => Secret(id, name, description, null);

        CfnSecret Secret(string id, string name, string description, CfnSecret.GenerateSecretStringProperty? generated)
        {
            var secret = new CfnSecret(this, id, new CfnSecretProps
            {
                Name = $"{deployment.Secrets}/{name}",
                Description = description,
                KmsKeyId = keyArn,
                GenerateSecretString = generated,
                ReplicaRegions = new object[] { new CfnSecret.ReplicaRegionProperty { Region = deployment.OtherRegion, KmsKeyId = $"alias/{deployment.Prefix}-{DataClass.Personal}" } },
            });
            secret.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
            if (RotationReason(name) is { } reason)
                secret.Accept("AwsSolutions-SMG4", reason);
            return secret;
        }
    }

    public IReadOnlyList<(DatabaseLogin Login, CfnSecret Secret)> Databases { get; }

    public CfnSecret Redis { get; }

    private static string? RotationReason(string name) => name switch
    {
        _ when DatabaseLogins.All.Any(login => login.Secret == name) => "Rotated every 30 days by the stack rotation.",
        "keys" => "personal_data seals contacts and their search keys; a new one would lose them; platform_k1 is replaced by hand, one more beside it first.",
        "graph" => "Holds no password; access is by IAM.",
        _ => "Has two sides that change at once; the README gives the steps, quarterly by the checklist.",
    };
}
