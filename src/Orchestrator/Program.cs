using LeadPlatform.Messaging;
using LeadPlatform.Orchestrator.Consuming;
using LeadPlatform.Orchestrator.Embedding;
using LeadPlatform.Orchestrator.Reading;
using LeadPlatform.Orchestrator.Workflow;
using LeadPlatform.ServiceDefaults;
using LeadPlatform.ServiceDefaults.Callers;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddCallerAuthentication();
builder.AddMessaging();
builder.AddWorkflow();
builder.AddQualifying();
builder.AddReading();
builder.Services.AddOpenApi();

var app = builder.Build();
app.UseServiceDefaults();
app.UseCallerAuthentication();
app.MapQualifications();
app.MapEmbedding();
app.MapOpenApi().AllowAnonymous();
await app.RunAsync();

/// <summary>Public for tests that host the service.</summary>
public partial class Program;
