using LeadPlatform.DataService.Places;

namespace LeadPlatform.DataService.Capture;

internal static class CaptureExtensions
{
    public static WebApplicationBuilder AddCapture(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<CaptureOptions>().BindConfiguration(CaptureOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton(ZipCodes.Load());
        builder.Services.AddSingleton<LeadRules>();
        builder.Services.AddSingleton<CaptureQueue>();
        builder.Services.AddSingleton<CaptureLead>();
        builder.Services.AddHostedService<CaptureWriters>();
        return builder;
    }
}
