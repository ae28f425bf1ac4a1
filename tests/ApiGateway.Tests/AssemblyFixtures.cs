using LeadPlatform.ApiGateway.Tests.Hosting;

[assembly: AssemblyFixture(typeof(SharedGateway))]
