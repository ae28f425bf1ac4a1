using LeadPlatform.DataService.Duplicates;
using LeadPlatform.DataService.Places;
using LeadPlatform.ServiceDefaults.WarmUp;

namespace LeadPlatform.DataService.Capture;

internal static class CaptureExtensions
{
    public static WebApplicationBuilder AddCapture(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<CaptureOptions>().BindConfiguration(CaptureOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton(ZipCodes.Load());
        builder.Services.AddSingleton<LeadRules>();
        builder.Services.AddSingleton<CaptureQueue>();
        builder.Services.AddOptions<DuplicateOptions>().BindConfiguration(DuplicateOptions.Section).ValidateDataAnnotations()
            .Validate(options => options.Fields != DuplicateFields.None, "Duplicates:Fields must name one or more of Phone, Email, Address (Phone, Email).").ValidateOnStart();
        builder.Services.AddSingleton<CaptureIntake>();
        builder.Services.AddSingleton<CaptureBatchWriterFactory>();
        builder.Services.AddSingleton<CaptureLead>();
        builder.Services.AddSingleton<CaptureMany>();
        builder.Services.AddHostedService<CaptureWriters>();
        builder.Services.AddHostedService<CapturePressure>();
        builder.Services.AddWarmUp<CaptureWarmUp>();
        return builder;
    }
}
