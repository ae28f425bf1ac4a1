using LeadPlatform.Contracts.Leads;
using LeadPlatform.Frontend.Gateway;

namespace LeadPlatform.Frontend.Console.Leads.Detail;

/// <summary>
/// A disposition on its way: shown at once, sent after a moment in which it can be undone. The platform knows no "none" to go back to, so undo
/// is a matter of not having sent it yet.
/// </summary>
internal sealed class DispositionHold(LeadsApi api, TimeProvider time) : IAsyncDisposable
{
    public static readonly TimeSpan Moment = TimeSpan.FromSeconds(4);

    private CancellationTokenSource? _waiting;
    private Held? _held;
    private Task _sending = Task.CompletedTask;

    /// <summary>What is shown although it is not sent yet.</summary>
    public DispositionView? Shown => _held is { } held ? new DispositionView(held.Outcome, held.Reason, held.At) : null;

    public Guid? LeadId => _held?.LeadId;

    /// <summary>The last one that went, and of which lead: the lead itself shows it only a moment later.</summary>
    public (Guid LeadId, DispositionView Disposition)? Saved { get; private set; }

    public bool IsSending { get; private set; }

    /// <summary>Why the last one did not go; what was shown before is shown again.</summary>
    public Refusal? Refusal { get; private set; }

    /// <summary>Raised when something of this has changed without the reader.</summary>
    public event Func<Task>? Changed;

    /// <summary>Holds a disposition; one that is held already is sent first if it is of another lead, else replaced.</summary>
    public async Task HoldAsync(Guid leadId, string outcome, string? reason)
    {
        if (_held is { } other && other.LeadId != leadId)
            await FlushAsync();
        Drop();
        Refusal = null;
        _held = new Held(leadId, outcome, reason, time.GetUtcNow());
        _waiting = new CancellationTokenSource();
        _sending = WaitAndSendAsync(_held, _waiting.Token);
    }

    public void Undo() => Drop();

    /// <summary>Sends what is held now: the reader goes elsewhere.</summary>
    public async Task FlushAsync()
    {
        if (_held is { } held && !IsSending)
        {
            _waiting?.Cancel();
            await SendAsync(held);
        }

        await _sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    public async ValueTask DisposeAsync()
    {
        Changed = null;
        await FlushAsync();
        _waiting?.Dispose();
    }

    private async Task WaitAndSendAsync(Held held, CancellationToken undone)
    {
        await Task.Delay(Moment, time, undone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        if (!undone.IsCancellationRequested)
            await SendAsync(held);
    }

    private async Task SendAsync(Held held)
    {
        IsSending = true;
        var answer = await api.SetDispositionAsync(held.LeadId, held.Outcome, held.Reason);
        IsSending = false;
        if (_held == held)
            _held = null;
        Refusal = answer.Refusal;
        if (answer.Has(out var saved))
            Saved = (held.LeadId, saved);
        if (Changed is { } changed)
            await changed();
    }

    private void Drop()
    {
        if (IsSending)
            return;
        _waiting?.Cancel();
        _waiting?.Dispose();
        _waiting = null;
        _held = null;
    }

    private sealed record Held(Guid LeadId, string Outcome, string? Reason, DateTimeOffset At);
}
