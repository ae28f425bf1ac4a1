var builder = DistributedApplication.CreateBuilder(args);

// Servers and their data
var postgres = builder.AddPostgres("postgres").WithDataVolume().WithArgs(
    "-c", "max_connections=300", "-c", "shared_buffers=256MB", "-c", "jit=off",
    // Fewer checkpoints, and pages packed where one makes the log write them whole: half the bytes a lead
    "-c", "max_wal_size=4GB", "-c", "checkpoint_timeout=15min", "-c", "wal_compression=on");
var leadsDatabase = postgres.AddDatabase("leads-database", databaseName: "leads");
var backendDatabase = postgres.AddDatabase("backend-database", databaseName: "backend");
var redis = builder.AddRedis("redis").WithDataVolume();
var nats = builder.AddNats("nats").WithJetStream().WithDataVolume();

// Services
var dataServiceProject = "../DataService/DataService.csproj";
var backendProject = "../Backend/Backend.csproj";
var gateway = builder.AddProject("gateway", "../ApiGateway/ApiGateway.csproj", launchProfileName: null)
    .WithHttpEndpoint(port: builder.Configuration.GetValue("port", 8080), name: "http")
    .WithExternalHttpEndpoints();
var dataService = builder.AddProject("dataservice", dataServiceProject, launchProfileName: null).WithHttpEndpoint(name: "http");
var backend = builder.AddProject("backend", backendProject, launchProfileName: null).WithHttpEndpoint(name: "http");
var orchestrator = builder.AddProject("orchestrator", "../Orchestrator/Orchestrator.csproj", launchProfileName: null).WithHttpEndpoint(name: "http");
var frontend = builder.AddProject("frontend", "../Frontend/Frontend.csproj", launchProfileName: null).WithHttpEndpoint(name: "http");
IResourceBuilder<ProjectResource>[] services = [dataService, backend, orchestrator, frontend, gateway];

// Each database is brought up to date before a service uses it
var leadsMigrator = builder.AddProject("leads-migrator", dataServiceProject, launchProfileName: null).WithArgs("migrate");
var backendMigrator = builder.AddProject("backend-migrator", backendProject, launchProfileName: null).WithArgs("migrate");
WithDatabase(dataService, leadsMigrator, leadsDatabase, "leads");
WithDatabase(backend, backendMigrator, backendDatabase, "backend");

// Who connects to whom, and waits for what. Services that call each other don't wait for each other.
foreach (var user in new[] { dataService, leadsMigrator })
    user.WithReference(redis).WithReference(nats).WithReference(backend.GetEndpoint("http"));
dataService.WithReference(orchestrator.GetEndpoint("http")).WaitFor(redis).WaitFor(nats);

foreach (var user in new[] { backend, backendMigrator })
    user.WithReference(nats).WithReference(dataService.GetEndpoint("http"));
backend.WaitFor(nats);

orchestrator.WithReference(nats).WithReference(redis).WithReference(dataService.GetEndpoint("http")).WithReference(backend.GetEndpoint("http"))
    .WaitFor(nats).WaitFor(redis);
frontend.WithReference(redis).WithReference(gateway.GetEndpoint("http")).WaitFor(redis);
gateway.WithReference(redis).WithReference(dataService.GetEndpoint("http")).WithReference(orchestrator.GetEndpoint("http"))
    .WithReference(backend.GetEndpoint("http")).WithReference(frontend.GetEndpoint("http"))
    .WaitFor(redis).WaitFor(dataService).WaitFor(orchestrator).WaitFor(backend).WaitFor(frontend);

// Every service answers for its health on a port of its own, and has a credential with which it asks for tokens
foreach (var service in services)
{
    var name = service.Resource.Name;
    var secret = GeneratedSecret($"{name}-secret");
    service.WithHttpEndpoint(name: "management", env: "Management__Port").WithHttpHealthCheck("/health", endpointName: "management");
    WithIdentity(service, name, secret);
    // They share one machine
    service.WithEnvironment("Messaging__Pacing__Enabled", "true");
    if (name == "dataservice")
        WithIdentity(leadsMigrator, name, secret);
    if (name == "backend")
        WithIdentity(backendMigrator, name, secret);

    // Backend knows them all
    foreach (var issuer in new[] { backend, backendMigrator })
        issuer.WithEnvironment($"Identity__Clients__{name}__Secret", secret);
}

// The public form is a source of leads like any other, with an API key
var formSourceKey = GeneratedSecret("form-source-key");
foreach (var user in new[] { backend, backendMigrator, frontend })
    user.WithEnvironment("Forms__SourceKey", formSourceKey);

// What contact values are indexed under
dataService.WithEnvironment("PersonalData__Key", GeneratedSecret("personal-data-key"));

// What stored keys are wrapped with: 32 bytes in base64, which end with a sign that is no chance
var platformKey = GeneratedSecret("platform-key", length: 43);
foreach (var user in new[] { dataService, leadsMigrator, backend, backendMigrator })
    user.WithEnvironment("PlatformKeys__Keys__k1", $"{platformKey}=");

// Leads are searched by likeness in the memory of DataService, or in a Qdrant that runs elsewhere
if (builder.Configuration.GetConnectionString("qdrant") is not null)
    dataService.WithReference(builder.AddQdrant("qdrant")).WithEnvironment("Vectors__Provider", "qdrant");

// Which AIs are asked about leads: settings below Ai, from the environment or user secrets (docs/qualification.md). Without any nothing leaves this machine.
foreach (var (key, value) in builder.Configuration.GetSection("Ai").AsEnumerable().Where(setting => setting.Value is not null))
    orchestrator.WithEnvironment(key.Replace(":", "__"), value);

// The graph of leads is kept in PostgreSQL and vectors come from the built-in model, unless others are named as DataService names them
foreach (var setting in new[] { "Graph:Provider", "Graph:Region", "ConnectionStrings:graph", "Vectors:Model", "Vectors:Dimensions" })
    if (builder.Configuration[setting] is { } value)
        dataService.WithEnvironment(setting.Replace(":", "__"), value);

if (builder.Configuration.GetValue<bool>("demo"))
    builder.AddProject("demo-leads", "../DemoLeads/DemoLeads.csproj", launchProfileName: null).WithReference(gateway.GetEndpoint("http")).WaitFor(gateway);

builder.Build().Run();

IResourceBuilder<ParameterResource> GeneratedSecret(string name, int length = 40) =>
    builder.AddParameter(name, new GenerateParameterDefault { MinLength = length, Special = false }, secret: true, persist: true);

// The service connects as a role that owns nothing, which its migrator makes as the owner. Of a keyword given twice the last one counts.
void WithDatabase(IResourceBuilder<ProjectResource> service, IResourceBuilder<ProjectResource> migrator, IResourceBuilder<PostgresDatabaseResource> database, string name)
{
    var password = GeneratedSecret($"{name}-service-password");
    foreach (var user in new[] { service, migrator })
        user.WithReference(database, connectionName: name).WithEnvironment($"ConnectionStrings__{name}", $"{database};Username={name}_service;Password={password}");
    migrator.WithReference(database, connectionName: "owner").WaitFor(database);
    service.WaitForCompletion(migrator);
}

void WithIdentity(IResourceBuilder<ProjectResource> service, string clientId, IResourceBuilder<ParameterResource> secret) => service
    .WithEnvironment("Identity__Issuer", gateway.GetEndpoint("http"))
    .WithEnvironment("Identity__ClientId", clientId)
    .WithEnvironment("Identity__ClientSecret", secret);
