using System.Globalization;
using LeadPlatform.Cli;
using LeadPlatform.Cli.Terminal;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
using var interrupts = new Interrupts();
return await LeadsApp.RunAsync(args, interrupts.Token);
