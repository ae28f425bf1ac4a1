using LeadPlatform.Browser.Tests;

[assembly: AssemblyFixture(typeof(Browsers))]
