using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.DataService.Capture;

internal static class CaptureAnswers
{
    public static string Address(Guid leadId) => $"/v1/leads/{leadId}";

    public static CaptureAnswer Of(CapturedLead lead)
    {
        var self = Address(lead.Result.LeadId);
        return new CaptureAnswer(lead.Result.LeadId, lead.Result.Status, new LeadLinks(self, self + "/timeline"), DuplicateOf: lead.Result.DuplicateOf);
    }
}
