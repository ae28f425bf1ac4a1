using LeadPlatform.Frontend.Console;
using LeadPlatform.Frontend.Forms;
using LeadPlatform.Frontend.Gateway;
using LeadPlatform.Frontend.SignIn;
using LeadPlatform.Frontend.Site;
using LeadPlatform.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
// Also outside Development, so that a build that was not published serves its packages' files; a published one has no manifest to read.
builder.WebHost.UseStaticWebAssets();
// Nor does it watch them for changes, which would cost every reader compression and caching.
builder.WebHost.UseSetting("ReloadStaticAssetsAtRuntime", "false");
builder.AddServiceDefaults();
builder.AddPublicAddress();
builder.AddPageHeaders();
builder.AddGateway();
builder.AddForms();
builder.AddSignIn();
builder.AddConsole();

var app = builder.Build();
app.UseServiceDefaults();
app.UsePublicAddress();
app.UsePageHeaders();
app.UseErrorPages();
app.UseAuthentication();
app.UseAuthorization();
app.UseAntiforgery();
app.MapStaticAssets().AllowAnonymous();
app.MapForms();
app.MapSignIn();
app.MapConsole();
app.MapErrorPages();
await app.RunAsync();

/// <summary>The forms and the console.</summary>
public partial class Program;
