using System.Net;

namespace LeadPlatform.ServiceDefaults.StartUp;

public static class ThisMachine
{
    /// <summary>Whether a host is this machine: localhost or a loopback address, in brackets or not.</summary>
    public static bool Is(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
