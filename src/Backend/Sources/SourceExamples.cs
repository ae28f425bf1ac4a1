namespace LeadPlatform.Backend.Sources;

internal static class SourceExamples
{
    public const string Publisher = """{"publisherId":"0193b3f0-0000-7000-8000-00000000d000","name":"Example Quotes","createdAt":"2026-01-31T17:05:00Z"}""";

    public const string Source =
        """
        {
          "sourceId": "0193b3f0-0000-7000-8000-00000000d001", "publisherId": "0193b3f0-0000-7000-8000-00000000d000", "name": "Landing page",
          "plan": "standard", "requestsPerSecond": 200, "burst": 400, "origins": ["https://quotes.example.com"], "disabled": false, "createdAt": "2026-01-31T17:05:00Z"
        }
        """;

    public const string Key =
        """
        {
          "keyId": "4f1d2c3b5a697887", "sourceId": "0193b3f0-0000-7000-8000-00000000d001", "name": "Production", "scopes": ["leads.write"],
          "networks": ["203.0.113.0/24"], "createdAt": "2026-01-31T17:05:00Z", "lastUsedAt": "2026-01-31T18:00:00Z"
        }
        """;

    public const string NewKey = $$"""{"details":{{Key}},"key":"lp_4f1d2c3b5a697887_SECRET"}""";
}
