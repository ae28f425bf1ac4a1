using LeadPlatform.Auditing;
using LeadPlatform.Backend.Agents;
using LeadPlatform.Backend.Assignments;
using LeadPlatform.Backend.Auditing;
using LeadPlatform.Backend.Demo;
using LeadPlatform.Backend.Dispositions;
using LeadPlatform.Backend.Documentation;
using LeadPlatform.Backend.Identity;
using LeadPlatform.Backend.Mail;
using LeadPlatform.Backend.Mappings;
using LeadPlatform.Backend.Sources;
using LeadPlatform.Backend.Storage;
using LeadPlatform.Messaging;
using LeadPlatform.ServiceDefaults;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Proxies;

var builder = WebApplication.CreateBuilder(args);
var migrates = args is [MigrateCommand.Name, ..];
if (migrates)
    builder.ConnectAsOwner(StorageExtensions.ConnectionName);
builder.AddServiceDefaults();
builder.AddCallerAuthentication();
builder.AddProxies();
builder.AddMessaging();
builder.AddOutbox(StorageExtensions.ConnectionName);
builder.AddStorage();
builder.AddAudit();
builder.AddMail();
builder.AddIdentity();
builder.AddSources();
builder.AddMappings();
builder.AddAssignments();
builder.AddDispositions();
builder.AddDocumentation();
builder.AddDemo();

var app = builder.Build();
if (migrates)
{
    await MigrateCommand.RunAsync(app, app.Lifetime.ApplicationStopping);
    return;
}

await app.RefuseDemoAsync(app.Lifetime.ApplicationStopping);
await app.LoadIdentityAsync(app.Lifetime.ApplicationStopping);

app.UseForwardedHeaders();
app.UseServiceDefaults();
app.UseCallerAuthentication();
app.MapIdentity();
app.MapSources();
app.MapMappings();
app.MapAgents();
app.MapDispositions();
app.MapAudit();
app.MapDocumentation();
await app.RunAsync();

public partial class Program;
