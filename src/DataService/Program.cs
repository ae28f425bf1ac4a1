using System.Globalization;
using LeadPlatform.Auditing;
using LeadPlatform.Contracts.Auditing;
using LeadPlatform.DataService;
using LeadPlatform.DataService.Caching;
using LeadPlatform.DataService.Capture;
using LeadPlatform.DataService.Changes;
using LeadPlatform.DataService.Consumers;
using LeadPlatform.DataService.Contacts;
using LeadPlatform.DataService.DeadLetters;
using LeadPlatform.DataService.Erasing;
using LeadPlatform.DataService.Exporting;
using LeadPlatform.DataService.Graph;
using LeadPlatform.DataService.Importing;
using LeadPlatform.DataService.Mappings;
using LeadPlatform.DataService.Migrations;
using LeadPlatform.DataService.Models;
using LeadPlatform.DataService.PersonalData;
using LeadPlatform.DataService.Reading;
using LeadPlatform.DataService.Recording;
using LeadPlatform.DataService.Retaining;
using LeadPlatform.DataService.Searching;
using LeadPlatform.DataService.Storage;
using LeadPlatform.DataService.Suppressions;
using LeadPlatform.DataService.Vectors;
using LeadPlatform.Messaging;
using LeadPlatform.ServiceDefaults;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Proxies;

// ICU is here for names; numbers and dates are those of every other machine.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
if (args is [Migrator.Command, ..])
{
    builder.ConnectAsOwner(StorageExtensions.ConnectionName);
    builder.AddStorage();
    await Migrator.RunAsync(builder.Build());
    return;
}

builder.AddStorage();
builder.AddCallerAuthentication();
builder.AddProxies();
builder.AddAuditing(AuditLogs.Leads);
builder.AddMessaging();
builder.AddOutbox(StorageExtensions.ConnectionName);
builder.AddContacts();
builder.AddPersonalData();
builder.AddCapture();
builder.AddMappings();
builder.AddImports();
builder.AddSuppressions();
builder.AddReading();
builder.AddLeadCache();
builder.AddSearch();
builder.AddGraph();
builder.AddExports();
builder.AddConsumers();
builder.AddErasing();
builder.AddRetaining();
builder.AddChanges();
builder.AddRecording();
builder.AddDeadLetters();
builder.AddVectors();
builder.AddModels();
builder.Services.AddOpenApi();

var app = builder.Build();
app.UseForwardedHeaders();
app.UseServiceDefaults();
app.UseCallerAuthentication();
app.MapLeads();
app.MapMappings();
app.MapImports();
app.MapDeadLetters();
app.MapSuppressions();
app.MapConsumers();
app.MapAuditing(AuditLogs.Leads);
app.MapVectors();
app.MapGraph();
app.MapModels();
app.MapOpenApi().AllowAnonymous();
await app.RunAsync();

/// <summary>Public for tests that host the service.</summary>
public partial class Program;
