using LeadPlatform.DataService.Reading;
using LeadPlatform.DataService.Storage;
using LeadPlatform.ServiceDefaults.WarmUp;
using Microsoft.EntityFrameworkCore;

namespace LeadPlatform.DataService.Capture;

/// <summary>Reads and checks a lead without keeping it (the phone library's tables take half a second), and asks the database what a reader would.</summary>
internal sealed class CaptureWarmUp(CaptureIntake intake, LeadQueries leads, IServiceScopeFactory scopes) : IWarmUp
{
    public async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        intake.Read(
            """
            {"line":"auto","contact":{"firstName":"Ada","lastName":"Byron","email":"ada.byron@example.com","phone":"(212) 555-0123","dateOfBirth":"1990-02-03",
            "address":{"street":"1 Main Street","city":"New York","state":"NY","postalCode":"10001"}},
            "consent":{"text":"I agree.","sellers":["Example"],"channels":["phone"],"capturedAt":"2026-01-31T17:05:00Z"},"details":{"vehicleYear":2021}}
            """u8,
            new CaptureOrigin(Guid.Empty, Guid.Empty, ""));
        await leads.FindAsync(Guid.CreateVersion7(), LeadVisibility.Everything, cancellationToken);
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<LeadsContext>().Leads.AsNoTracking().OrderByDescending(lead => lead.LeadId).Take(1).ToListAsync(cancellationToken);
    }
}
