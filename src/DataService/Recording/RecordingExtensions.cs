using LeadPlatform.Contracts.Events;
using LeadPlatform.Messaging;

namespace LeadPlatform.DataService.Recording;

internal static class RecordingExtensions
{
    // One consumer for all types: a consumer each would record a lead's events in any order.
    public static WebApplicationBuilder AddRecording(this WebApplicationBuilder builder)
    {
        builder.Services.AddEventConsumer<LeadRecorder>(LeadRecorder.Durable, LeadEvents.AllSubjects);
        return builder;
    }
}
