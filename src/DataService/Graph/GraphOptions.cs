using System.ComponentModel.DataAnnotations;

namespace LeadPlatform.DataService.Graph;

public enum GraphProvider
{
    /// <summary>Tables beside the leads.</summary>
    Postgres,

    /// <summary>Neo4j 5.26 or later, by its Query API.</summary>
    Neo4j,

    /// <summary>Amazon Neptune 1.3 or later, by openCypher over HTTPS.</summary>
    Neptune,
}

/// <summary>Where the graph of leads is kept and how it is fed. The address of Neo4j or Neptune is the connection string <c>graph</c>.</summary>
public sealed class GraphOptions
{
    public const string Section = "Graph";

    /// <summary>Default Postgres.</summary>
    public GraphProvider Provider { get; set; }

    /// <summary>With Neptune: the region it is in, such as us-east-1. By default AWS_REGION, which pods with a role have.</summary>
    public string? Region { get; set; } = Environment.GetEnvironmentVariable("AWS_REGION");

    /// <summary>Leads written together, about. Default 1,000.</summary>
    [Range(1, 10_000, ErrorMessage = "Graph:BatchSize must be from 1 to 10000 leads.")]
    public int BatchSize { get; set; } = 1_000;

    /// <summary>How long the feeder rests when nothing waits. Default 250 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:01:00", ErrorMessage = "Graph:PollInterval must be from 00:00:00.01 to 00:01:00.")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a qualification waits for the graph before it goes on without its signals. Default 1 second.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:00:30", ErrorMessage = "Graph:SignalsTimeout must be from 00:00:00.01 to 00:00:30.")]
    public TimeSpan SignalsTimeout { get; set; } = TimeSpan.FromSeconds(1);
}
