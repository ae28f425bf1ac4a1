using LeadPlatform.TestHost;

[assembly: AssemblyFixture(typeof(PlatformServers))]
