using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.Json;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Messaging.Events;
using LeadPlatform.Messaging.Publishing;
using LeadPlatform.TestHost;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using NATS.Client.Core;

namespace LeadPlatform.Orchestrator.Tests.Hosting;

/// <summary>The service with a NATS server of its own, a stand-in of DataService and an issuer, all over the network. It listens to what is published.</summary>
public sealed class RunningOrchestrator : IAsyncLifetime
{
    private readonly PlatformServers _servers = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<(EventEnvelope Event, string? Trace)> _published = new();
    private NatsServer _nats = null!;
    private NatsConnection _connection = null!;
    private Task _listening = Task.CompletedTask;
    private WebApplicationFactory<Program> _service = null!;

    /// <summary>Of the service, beside those it always has; to be filled before it starts.</summary>
    public Dictionary<string, string> Settings { get; } = [];

    public TestIssuer Issuer { get; private set; } = null!;

    public DataServiceStandIn DataService { get; private set; } = null!;

    public IServiceProvider Services => _service.Services;

    public Uri Address { get; private set; } = null!;

    public NatsConnection Nats => _connection;

    public async ValueTask InitializeAsync()
    {
        _nats = await _servers.NewNatsAsync();
        Issuer = await TestIssuer.StartAsync();
        DataService = await DataServiceStandIn.StartAsync();
        _connection = new NatsConnection(NatsOpts.Default with { Url = _nats.Url });
        _listening = ListenAsync();
        await _connection.PingAsync();
        _service = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            host.UseEnvironment("Production").UseUrls("http://127.0.0.1:0");
            foreach (var (key, value) in Issuer.Settings)
                host.UseSetting(key, value);
            host.UseSetting("ConnectionStrings:nats", _nats.Url);
            host.UseSetting("Services:dataservice:http:0", DataService.Address);
            foreach (var (key, value) in Settings)
                host.UseSetting(key, value);
        });
        _service.UseKestrel();
        _service.StartServer();
        Address = new Uri(_service.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    /// <summary>Makes a lead known to DataService and announces it, as DataService does after its commit.</summary>
    public async Task<OutgoingEvent[]> ReceiveAsync(params QualificationInput[] leads)
    {
        foreach (var lead in leads)
            DataService.Leads[lead.LeadId] = lead;
        var events = leads.Select(lead => Received(lead)).ToArray();
        await Services.GetRequiredService<EventPublisher>().PublishAsync(events, TestContext.Current.CancellationToken);
        return events;
    }

    public static OutgoingEvent Received(QualificationInput lead) => OutgoingEvent.Create(
        LeadEvents.Received,
        lead.LeadId,
        new LeadReceived(lead.Line, lead.Contact.Address.State, lead.Contact.Address.PostalCode, Guid.CreateVersion7(), Guid.CreateVersion7()),
        EventJson.Default.LeadReceived,
        DateTimeOffset.UtcNow);

    /// <summary>What the service published about a lead so far.</summary>
    public IReadOnlyList<(EventEnvelope Event, string? Trace)> Verdicts(Guid leadId) => [.. _published.Where(one => one.Event.LeadId == leadId)];

    public async Task<(EventEnvelope Event, string? Trace)> VerdictAsync(Guid leadId)
    {
        await Eventually.HoldsAsync(() => Verdicts(leadId).Count > 0);
        return Verdicts(leadId)[0];
    }

    public HttpClient Client(string? token)
    {
        var client = new HttpClient { BaseAddress = Address };
        if (token is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _stopping.CancelAsync();
        await _listening;
        await _connection.DisposeAsync();
        await DataService.DisposeAsync();
        await Issuer.DisposeAsync();
        await _nats.DisposeAsync();
        await _servers.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task ListenAsync()
    {
        try
        {
            await foreach (var message in _connection.SubscribeAsync<byte[]>(LeadEvents.AllSubjects, cancellationToken: _stopping.Token))
            {
                if (message.Subject != LeadEvents.Received)
                    _published.Enqueue((JsonSerializer.Deserialize(message.Data, EventJson.Default.EventEnvelope)!, message.Headers?["traceparent"]));
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }
}
