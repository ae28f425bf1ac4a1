namespace LeadPlatform.Contracts.Access;

/// <summary>What an endpoint asks of its caller: one of these, named by the endpoint itself. Who has which stands in <see cref="Grants"/>.</summary>
[Flags]
public enum Permission
{
    None = 0,

    /// <summary>Ask who one is.</summary>
    KnowSelf = 1 << 0,

    /// <summary>Change one's own account: password, second factor, sessions.</summary>
    OwnAccount = 1 << 1,

    /// <summary>Post leads, as a source.</summary>
    CaptureLeads = 1 << 2,

    /// <summary>Those leads that the role sees.</summary>
    ReadLeads = 1 << 3,

    ExportLeads = 1 << 4,

    /// <summary>Note what came of a lead.</summary>
    WorkLeads = 1 << 5,

    ImportLeads = 1 << 6,

    ManageSuppressions = 1 << 7,

    ReadAgents = 1 << 8,

    /// <summary>Change an agent; an agent only whether they themselves are available.</summary>
    ChangeAgents = 1 << 9,

    ManageAgents = 1 << 10,

    /// <summary>Publishers, their sources, and which keys there are.</summary>
    ReadSources = 1 << 11,

    /// <summary>Sources and their keys; a publisher's user those of the publisher.</summary>
    ManageSources = 1 << 12,

    ManagePublishers = 1 << 13,

    /// <summary>How a source's own payloads become leads.</summary>
    ManageMappings = 1 << 14,

    ManageDeadLetters = 1 << 15,

    /// <summary>Users, their roles and clients.</summary>
    ManageUsers = 1 << 16,

    /// <summary>Tell consumers what is held about them, and erase it.</summary>
    ManageConsumers = 1 << 17,

    ReadAudit = 1 << 18,

    /// <summary>Calls between the platform's own services.</summary>
    CallInside = 1 << 19,

    /// <summary>What the leads of all have in common: rings, paths, sources and agents by what came of their leads.</summary>
    ReadGraph = 1 << 20,

    /// <summary>Make the graph of leads anew.</summary>
    ManageGraph = 1 << 21,

    /// <summary>The index of leads by likeness.</summary>
    ManageVectors = 1 << 22,

    /// <summary>The models that score leads.</summary>
    ManageModels = 1 << 23,
}
