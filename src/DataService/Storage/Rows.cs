namespace LeadPlatform.DataService.Storage;

/// <summary>The facts of a lead, its consent among them: nothing here tells who the consumer is.</summary>
internal sealed class Lead
{
    public Guid LeadId { get; set; }

    /// <summary>The natural person. Has the id of the lead that first told of them, so that a new one costs no row of their own.</summary>
    public Guid ConsumerId { get; set; }

    public Guid SourceId { get; set; }

    public Guid PublisherId { get; set; }

    public required string Line { get; set; }

    public required string State { get; set; }

    public required string PostalCode { get; set; }

    public required string Status { get; set; }

    /// <summary>With the status duplicate: the lead it repeats.</summary>
    public Guid? DuplicateOf { get; set; }

    public string? SubId { get; set; }

    public string? Details { get; set; }

    /// <summary>What the consumer agreed to.</summary>
    public Guid WordingId { get; set; }

    public DateTimeOffset ConsentAt { get; set; }

    public string? ConsentPage { get; set; }

    public string? ConsentCertificate { get; set; }

    public DateTimeOffset ReceivedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    public short? Score { get; set; }

    public string? Band { get; set; }

    public string? Urgency { get; set; }

    public string? Qualification { get; set; }

    public Guid? AgentId { get; set; }

    public string? AgentName { get; set; }

    public DateTimeOffset? AssignedAt { get; set; }

    public string? Disposition { get; set; }

    public string? DispositionReason { get; set; }

    public DateTimeOffset? DispositionAt { get; set; }

    /// <summary>Since when nobody may act on the consent any more; see <see cref="Consumers.ConsentRevocation"/>.</summary>
    public DateTimeOffset? ConsentRevokedAt { get; set; }
}

/// <summary>Who the consumer is and how to reach them, as given with one lead: a <see cref="PersonalDocument"/>.</summary>
internal sealed class ConsumerContact
{
    public Guid LeadId { get; set; }

    public Guid ConsumerId { get; set; }

    public required byte[] Document { get; set; }
}

/// <summary>A wording of consent with the sellers and channels it was given for, kept once however many agreed to it, word for word.</summary>
internal sealed class ConsentWording
{
    /// <summary>From the SHA-256 of all of it.</summary>
    public Guid WordingId { get; set; }

    public required string Text { get; set; }

    public required string[] Sellers { get; set; }

    public required string[] Channels { get; set; }
}

/// <summary>One thing that happened to a lead after it was received.</summary>
internal sealed class LeadEvent
{
    public Guid LeadId { get; set; }

    public Guid EventId { get; set; }

    public required string Type { get; set; }

    public DateTimeOffset At { get; set; }

    public required string Data { get; set; }
}

/// <summary>Which lead was the first of a phone or e-mail in a line: what makes a later one its duplicate.</summary>
internal sealed class DuplicateClaim
{
    /// <summary>A key of <see cref="Contacts.ContactKeys"/> together with the line and the scope it is claimed in.</summary>
    public Guid Key { get; set; }

    public Guid LeadId { get; set; }

    public DateTimeOffset ReceivedAt { get; set; }
}

/// <summary>An idempotency key and what it was used for.</summary>
internal sealed class UsedIdempotencyKey
{
    public Guid SourceId { get; set; }

    public required string Key { get; set; }

    public Guid BodyHash { get; set; }

    public Guid LeadId { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}

/// <summary>A phone or e-mail that must not be used.</summary>
internal sealed class Suppression
{
    public Guid SuppressionId { get; set; }

    /// <summary>Of <see cref="Contacts.ContactKeys"/>.</summary>
    public Guid Key { get; set; }

    /// <summary>phone or email.</summary>
    public required string Kind { get; set; }

    /// <summary>Where the entry comes from, in the words of who made it: at most 200 characters.</summary>
    public string? Origin { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? ExpiresAt { get; set; }
}
