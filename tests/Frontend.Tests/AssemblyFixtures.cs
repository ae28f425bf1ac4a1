using LeadPlatform.Frontend.Tests.StandIn;

[assembly: AssemblyFixture(typeof(SharedFrontend))]
