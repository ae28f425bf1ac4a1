var builder = DistributedApplication.CreateBuilder(args);
var database = builder.AddPostgres("postgres").WithDataVolume().WithArgs("-c", "fsync=off").AddDatabase("orders");
var redis = builder.AddRedis("redis").WithDataVolume();
var nats = builder.AddNats("nats").WithJetStream().WithDataVolume();
var echo = builder.AddProject("echo", "../EchoService/EchoService.csproj")
    .WithHttpEndpoint(port: builder.Configuration.GetValue<int?>("port"), name: "http")
    .WithExternalHttpEndpoints()
    .WithReference(database).WithReference(redis).WithReference(nats)
    .WaitFor(database).WaitFor(redis).WaitFor(nats)
    .WithHttpHealthCheck("/health");
builder.AddExecutable("child", "sh", ".", "-c", "sleep 1000 & wait").WaitFor(echo);
if (builder.Configuration["badname"] is { } name)
    builder.AddRedis(name);
if (builder.Configuration.GetValue<bool>("failing"))
    builder.AddExecutable("failing", "sh", ".", "-c", "echo the disk is full; exit 3");
builder.Build().Run();
