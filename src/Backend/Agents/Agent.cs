namespace LeadPlatform.Backend.Agents;

/// <summary>A licensed person who works on leads.</summary>
internal sealed class Agent
{
    public required Guid AgentId { get; set; }

    public required string Name { get; set; }

    public required string Email { get; set; }

    /// <summary>IANA name; the agent's days and hours are counted there.</summary>
    public required string TimeZone { get; set; }

    /// <summary>Leads a day.</summary>
    public required int DailyCapacity { get; set; }

    /// <summary>Share among the agents that are due.</summary>
    public required int Weight { get; set; }

    public required bool Available { get; set; }

    /// <summary>Counts the changes; what the ETag says.</summary>
    public int Version { get; set; } = 1;

    public required DateTimeOffset CreatedAt { get; set; }

    public required DateTimeOffset ChangedAt { get; set; }

    public List<Licence> Licences { get; set; } = [];

    public List<WorkingHours> WorkingHours { get; set; } = [];
}

/// <summary>The right to sell one line in one state.</summary>
internal sealed class Licence
{
    public Guid AgentId { get; set; }

    public required string State { get; set; }

    public required string Line { get; set; }

    /// <summary>Last day on which it is valid, in the agent's time zone.</summary>
    public required DateOnly ExpiresOn { get; set; }
}

/// <summary>A span of a weekday in the agent's time zone.</summary>
internal sealed class WorkingHours
{
    public Guid AgentId { get; set; }

    /// <summary>1 Monday to 7 Sunday.</summary>
    public required short Day { get; set; }

    public required TimeOnly From { get; set; }

    /// <summary>Exclusive; 00:00 is the end of the day.</summary>
    public required TimeOnly To { get; set; }

    /// <summary>Ticks from midnight to the end.</summary>
    public long EndTicks => To == TimeOnly.MinValue ? TimeSpan.TicksPerDay : To.Ticks;
}
