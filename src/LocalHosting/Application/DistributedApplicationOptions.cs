namespace Aspire.Hosting;

/// <summary>How an application is created.</summary>
public sealed class DistributedApplicationOptions
{
    /// <summary>The command line. Default: empty.</summary>
    public string[]? Args { get; set; }

    /// <summary>The directory of the AppHost's project; relative paths start there. Default: the project the running program was built from.</summary>
    public string? ProjectDirectory { get; set; }

    /// <summary>Whether there is no local page. Default: false.</summary>
    public bool DisableDashboard { get; set; }
}
