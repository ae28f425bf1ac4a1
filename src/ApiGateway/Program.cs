using LeadPlatform.ApiGateway.ApiDescription;
using LeadPlatform.ApiGateway.Captures;
using LeadPlatform.ApiGateway.Edge;
using LeadPlatform.ApiGateway.Keys;
using LeadPlatform.ApiGateway.Limits;
using LeadPlatform.ApiGateway.Origins;
using LeadPlatform.ApiGateway.Telemetry;
using LeadPlatform.ApiGateway.Upstreams;
using LeadPlatform.ServiceDefaults;
using LeadPlatform.ServiceDefaults.Callers;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddCallerAuthentication();
builder.AddGatewayMetrics();
builder.AddEdge();
builder.AddOrigins();
builder.AddLimits();
builder.AddCredentials();
builder.AddCaptures();
builder.AddUpstreams();
builder.AddApiDescription();

var app = builder.Build();
app.UseServiceDefaults();
app.UseEdge();
app.UseShedding();
app.UseAddressLimits();
app.UseOrigins();
app.UseAuthentication();
app.UseLimits();
app.UseOwnOrigins();
app.UseAuthorization();
app.MapApiDescription();
app.MapCaptures();
app.MapUpstreams();
await app.RunAsync();

public partial class Program;
