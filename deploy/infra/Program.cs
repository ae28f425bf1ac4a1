using Amazon.CDK;
using LeadPlatform.Infra;
using LeadPlatform.Infra.Settings;

var settings = PlatformSettings.Load("environments.json");
var app = new App(new AppProps { Outdir = System.Environment.GetEnvironmentVariable("CDK_OUTDIR") ?? "cdk.out", AnalyticsReporting = false, TreeMetadata = false });
Platform.Build(app, settings);
app.Synth();
