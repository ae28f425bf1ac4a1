using System.Diagnostics;
using LeadPlatform.Contracts.Captures;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Contracts.Ids;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.Contracts.Sources;
using LeadPlatform.DataService.Contacts;
using LeadPlatform.DataService.Duplicates;
using LeadPlatform.DataService.Idempotency;
using LeadPlatform.DataService.Mappings;
using LeadPlatform.DataService.Places;
using LeadPlatform.Messaging.Consuming;
using LeadPlatform.Messaging.Events;
using Microsoft.Extensions.Options;

namespace LeadPlatform.DataService.Capture;

/// <summary>The way of a lead into the database, the same for one that came alone and for many in one request.</summary>
internal sealed class CaptureIntake(LeadRules rules, ContactKeys keys, CaptureQueue queue, IOptions<DuplicateOptions> duplicates, TimeProvider time)
{
    /// <summary>Reads and checks a body.</summary>
    /// <param name="exported">The body may be a line of an export.</param>
    /// <returns>The lead, or what is wrong with it.</returns>
    public (CapturedLead? Lead, CaptureRefusal? Refusal) Read(ReadOnlySpan<byte> body, CaptureOrigin origin, CaptureContent content = CaptureContent.Json, bool exported = false)
    {
        if (origin.Key.Length > 0 && !IdempotencyKey.IsValid(origin.Key))
            return (null, CaptureRefusal.InvalidKey);
        var errors = new List<FieldError>();
        try
        {
            var lead = rules.Check(content == CaptureContent.Form ? LeadFormReader.Read(body, errors) : LeadPostReader.Read(body, errors, exported), errors);
            return lead is null ? (null, CaptureRefusal.Validation(errors)) : (Accept(lead, body, origin), null);
        }
        catch (LeadPostException exception)
        {
            return (null, CaptureRefusal.Unreadable(content, exception.Detail));
        }
    }

    /// <summary>Reads and checks a body in the publisher's own shape.</summary>
    /// <returns>The lead, or what is wrong with it, by the body's own paths where they are known.</returns>
    public (CapturedLead? Lead, CaptureRefusal? Refusal) ReadMapped(ReadOnlyMemory<byte> body, CaptureOrigin origin, CaptureContent content, SourceMapping mapping)
    {
        if (origin.Key.Length > 0 && !IdempotencyKey.IsValid(origin.Key))
            return (null, CaptureRefusal.InvalidKey);
        var errors = new List<FieldError>();
        try
        {
            var lead = rules.Check(new MappedLead(MappedPayload.Read(body, content), mapping, errors).Read(), errors);
            return lead is null ? (null, CaptureRefusal.Validation(MappedLead.InPayload(errors, mapping))) : (Accept(lead, body.Span, origin), null);
        }
        catch (LeadPostException exception)
        {
            return (null, CaptureRefusal.Unreadable(content, exception.Detail));
        }
    }

    /// <summary>Checks a lead that was read from something else than the API's JSON.</summary>
    /// <returns>The lead; null where <paramref name="errors"/> holds what is wrong with it.</returns>
    public CapturedLead? Accept(LeadPost post, CaptureOrigin origin, List<FieldError> errors)
    {
        if (post.Details is { } details)
            LeadDetails.Check(details, "details", errors);
        return rules.Check(post, errors) is { } lead ? Accept(lead, default, origin) : null;
    }

    /// <summary>Waits until the leads are committed and have their results.</summary>
    /// <returns>False where they are not known to be stored: the queue is full, or the database is away.</returns>
    public async Task<bool> StoreAsync(List<CapturedLead> leads, CancellationToken cancellationToken)
    {
        var group = new CaptureGroup(leads);
        if (!queue.TryAdd(group))
            return false;
        try
        {
            await group.Committed.WaitAsync(cancellationToken);
        }
        catch (Exception exception) when (TransientFault.Is(exception) && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }

        return true;
    }

    private CapturedLead Accept(CheckedLead lead, ReadOnlySpan<byte> body, CaptureOrigin origin)
    {
        var now = time.GetUtcNow();
        var leadId = TimedId.Create(now);
        var data = new LeadReceived(lead.Line, lead.Contact.Address.State, lead.Contact.Address.PostalCode, origin.SourceId, origin.PublisherId);
        return new CapturedLead(lead, leadId, origin.SourceId, origin.PublisherId, now)
        {
            Received = OutgoingEvent.Create(LeadEvents.Received, leadId, data, EventJson.Default.LeadReceived, now, trace: origin.Trace),
            PhoneKey = lead.Contact.Phone is { } phone ? keys.OfPhone(phone) : null,
            EmailKey = lead.Contact.Email is { } email ? keys.OfEmail(email) : null,
            AddressKey = duplicates.Value.Fields.HasFlag(DuplicateFields.Address) ? AddressKey(lead.Contact.Address) : null,
            Idempotency = origin.Key.Length > 0 ? IdempotencyKey.Of(origin.Key, body) : null,
        };
    }

    private Guid? AddressKey(AddressView address) =>
        address.Street is { } street && StreetAddress.Fold(street) is { Length: > 0 } folded ? keys.OfAddress(folded, address.PostalCode) : null;
}

/// <summary>Where a lead comes from.</summary>
/// <param name="Key">The caller's Idempotency-Key as it was sent; empty where there was none.</param>
/// <param name="Trace">The trace the lead's events belong to; the current one where null.</param>
internal readonly record struct CaptureOrigin(Guid SourceId, Guid PublisherId, string Key, ActivityContext? Trace = null);
