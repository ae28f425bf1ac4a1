using LeadPlatform.Orchestrator.Tests.Hosting;

[assembly: AssemblyFixture(typeof(RunningOrchestrator))]
