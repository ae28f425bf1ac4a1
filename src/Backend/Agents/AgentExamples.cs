namespace LeadPlatform.Backend.Agents;

internal static class AgentExamples
{
    public const string Input =
        """
        {
          "name": "Avery Brooks", "email": "avery.brooks@example.com", "timeZone": "America/New_York", "dailyCapacity": 40,
          "licences": [{ "state": "VT", "line": "auto", "expiresOn": "2028-06-30" }],
          "workingHours": [{ "day": "monday", "from": "09:00", "to": "17:30" }, { "day": "saturday", "from": "20:00", "to": "00:00" }]
        }
        """;

    public const string Agent =
        """
        {
          "agentId": "0193b3f0-0000-7000-8000-00000000a001", "name": "Avery Brooks", "email": "avery.brooks@example.com",
          "timeZone": "America/New_York", "dailyCapacity": 40, "assignedToday": 12, "weight": 1, "available": true, "onDuty": true,
          "licences": [{ "state": "VT", "line": "auto", "expiresOn": "2028-06-30" }],
          "workingHours": [{ "day": "monday", "from": "09:00:00", "to": "17:30:00" }, { "day": "saturday", "from": "20:00:00", "to": "00:00:00" }]
        }
        """;
}
