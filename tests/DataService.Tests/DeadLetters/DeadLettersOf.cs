using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.DeadLetters;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Messaging.Events;
using Microsoft.Extensions.DependencyInjection;
using NATS.Client.Core;
using NATS.Client.JetStream;

namespace LeadPlatform.DataService.Tests.DeadLetters;

/// <summary>An instance with stores of its own, an admin at it, and dead letters as the listeners write them.</summary>
internal sealed class DeadLettersOf : IAsyncDisposable
{
    private readonly RunningDataService _service;
    private int _written;

    private DeadLettersOf(RunningDataService service, ServiceFactory instance)
    {
        (_service, Instance) = (service, instance);
        Admin = Client(Roles.Admin);
        Source = service.NewSource(instance);
    }

    public ServiceFactory Instance { get; }

    public HttpClient Admin { get; }

    public SourceClient Source { get; }

    public static async Task<DeadLettersOf> StartAsync(RunningDataService service, params (string Key, string Value)[] settings)
    {
        (string, string)[] own = [("ConnectionStrings:leads", await service.NewMigratedDatabaseAsync()), ("ConnectionStrings:nats", await service.NewNatsAsync()), .. settings];
        var letters = new DeadLettersOf(service, service.NewInstance(own));
        // The streams are there once the first list is answered.
        await letters.ListAsync();
        return letters;
    }

    public HttpClient Client(string role)
    {
        var client = Instance.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _service.Issuer.Token(role));
        return client;
    }

    public Task<long> WriteAsync(OutgoingEvent one, string consumer = "dataservice-record", string reason = "a test's reason") => WriteAsync(one.Body, one.Type, consumer, reason);

    /// <returns>Its id.</returns>
    public async Task<long> WriteAsync(byte[] body, string subject, string consumer, string reason)
    {
        var headers = new NatsHeaders { ["Dead-Reason"] = reason, ["Dead-Subject"] = subject, ["Dead-Sequence"] = $"{++_written}", ["Dead-Attempts"] = "8" };
        var ack = await new NatsJSContext(Instance.Services.GetRequiredService<INatsConnection>()).PublishAsync(
            "dead." + consumer, body, NatsRawSerializer<byte[]>.Default, headers: headers, cancellationToken: TestContext.Current.CancellationToken);
        return (long)ack.Seq;
    }

    /// <summary>An event whose data no recorder can read.</summary>
    public static OutgoingEvent Unreadable()
    {
        var (id, lead) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var body = $$"""{"id":"{{id}}","type":"{{LeadEvents.Qualified}}","time":"2026-01-31T17:05:00Z","leadId":"{{lead}}","data":{"qualification":7} }""";
        return new OutgoingEvent(id, LeadEvents.Qualified, lead, Encoding.UTF8.GetBytes(body), null);
    }

    public async Task<Page<DeadLetterView>> ListAsync(string query = "") =>
        (await Admin.GetFromJsonAsync<Page<DeadLetterView>>("/v1/dead-letters" + query, TestContext.Current.CancellationToken))!;

    public async Task<ReplayAnswer> ReplayAsync(string query = "")
    {
        using var answer = await Admin.PostAsync("/v1/dead-letters/replay" + query, null, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<ReplayAnswer>(TestContext.Current.CancellationToken))!;
    }

    public ValueTask DisposeAsync() => Instance.DisposeAsync();
}
