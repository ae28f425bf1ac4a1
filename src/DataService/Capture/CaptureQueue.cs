using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace LeadPlatform.DataService.Capture;

/// <summary>Leads between their request and the writers. Bounded: a full queue is told to the caller at once.</summary>
internal sealed class CaptureQueue(IOptions<CaptureOptions> options)
{
    private readonly Channel<CapturedLead> _leads = Channel.CreateBounded<CapturedLead>(new BoundedChannelOptions(options.Value.QueueLimit) { FullMode = BoundedChannelFullMode.Wait });

    public ChannelReader<CapturedLead> Reader => _leads.Reader;

    public bool TryAdd(CapturedLead lead) => _leads.Writer.TryWrite(lead);

    /// <summary>No lead comes after this; the writers end once they have written what waits.</summary>
    public void Close() => _leads.Writer.TryComplete();
}
