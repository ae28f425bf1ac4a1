namespace LeadPlatform.Backend.Assignments;

/// <summary>The assignment of one lead to one agent.</summary>
internal sealed class Leg
{
    public required Guid LegId { get; set; }

    public required Guid LeadId { get; set; }

    public required Guid AgentId { get; set; }

    public required string Line { get; set; }

    public required string State { get; set; }

    public required DateTimeOffset AssignedAt { get; set; }
}

/// <summary>A qualified lead nobody could take, to be tried again until it is too old.</summary>
internal sealed class UnmatchedLead
{
    public required Guid LeadId { get; set; }

    public required string Line { get; set; }

    public required string State { get; set; }

    /// <summary>One of <see cref="Contracts.Events.UnmatchedReason"/>, as it was first.</summary>
    public required string Reason { get; set; }

    public required DateTimeOffset Since { get; set; }

    /// <summary>Assigned after all, or given up for its age: the row stays so that a late redelivery is known.</summary>
    public DateTimeOffset? ClosedAt { get; set; }
}

/// <summary>Leads an agent got in one of their days.</summary>
internal sealed class AgentDay
{
    public Guid AgentId { get; set; }

    public DateOnly Day { get; set; }

    public int Assigned { get; set; }
}

/// <summary>What an agent made of the leads of one state and line.</summary>
internal sealed class AgentRecord
{
    public Guid AgentId { get; set; }

    public required string State { get; set; }

    public required string Line { get; set; }

    /// <summary>Leads whose newest disposition is bound.</summary>
    public int Bound { get; set; }

    /// <summary>Leads whose newest disposition is lost.</summary>
    public int Lost { get; set; }
}

/// <summary>An agent's place in the round robin.</summary>
internal sealed class AgentTurn
{
    public Guid AgentId { get; set; }

    /// <summary>The lowest of those who can take a lead is due; a lead adds 1 / weight.</summary>
    public double VirtualTime { get; set; }

    /// <summary>Could take leads when the last batch was decided; who comes back starts where the others are now.</summary>
    public bool OnBoard { get; set; }
}

/// <summary>Virtual time of the agent who was last due for a state and line.</summary>
internal sealed class TurnClock
{
    public required string State { get; set; }

    public required string Line { get; set; }

    public double VirtualTime { get; set; }
}
