using LeadPlatform.ApiGateway.Tests.Attacks;
using LeadPlatform.ApiGateway.Tests.Hosting;

[assembly: AssemblyFixture(typeof(SharedGateway))]
[assembly: AssemblyFixture(typeof(AttackedGateway))]
