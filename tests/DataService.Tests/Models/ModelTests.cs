using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Models;
using LeadPlatform.DataService.Models;
using LeadPlatform.DataService.PersonalData;
using LeadPlatform.Scoring.Models;
using LeadPlatform.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace LeadPlatform.DataService.Tests.Models;

/// <summary>Models over HTTP, on databases of their own with leads whose outcome follows a rule: who is insured buys.</summary>
public sealed class ModelTests(RunningDataService service)
{
    private const string Insert =
        """
        INSERT INTO consent_wording (wording_id, text, sellers, channels) VALUES ('00000000-0000-0000-0000-000000000001', 'I agree.', '{}', '{phone}') ON CONFLICT DO NOTHING;
        INSERT INTO lead (lead_id, consumer_id, source_id, publisher_id, line, state, postal_code, received_at, updated_at, status, wording_id, consent_at, details, score, disposition, disposition_at, qualification)
            SELECT id, id, id, id, CASE n % 3 WHEN 0 THEN 'home' ELSE 'auto' END, 'NY', '10001', at, at, 'assigned', '00000000-0000-0000-0000-000000000001', at,
                jsonb_build_object('currentlyInsured', n % 2 = 0), 50 + n % 7, CASE WHEN (n % 2 = 0) <> (n % 10 = 0) THEN 'bound' ELSE 'lost' END, at, jsonb_build_object('model', @model::text)
            FROM unnest(@ids, @at) WITH ORDINALITY AS t (id, at, n);
        INSERT INTO consumer_contact (lead_id, consumer_id, document) SELECT id, id, convert_to('{"firstName":"Ada","lastName":"Byron","phone":"+12125550123"}', 'UTF8') FROM unnest(@ids) AS id;
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_model_better_than_points_is_used_kept_where_it_is_not_and_rolled_back_by_one_call()
    {
        var (own, connection) = await NewAsync();
        await using var instance = own;
        await InsertAsync(connection, 400);
        var (admin, platform) = (ClientOf(own, Roles.Admin), ClientOf(own, Roles.Service));
        (await platform.GetAsync("/internal/models/current", Token)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        var first = await TrainAsync(admin);

        (first.LastRun!.Status, first.Current, first.Dispositions).ShouldBe((ModelRunStatus.Promoted, 1, 400));
        var model = first.Models.Single();
        (model.Leads, model.HeldBack, model.Against).ShouldBe((320, 80, "points"));
        model.Auc.ShouldBeGreaterThan(0.85);
        model.AgainstAuc.ShouldBeLessThan(0.65);
        using var file = await platform.GetAsync("/internal/models/current", Token);
        file.Headers.ETag!.Tag.ShouldBe("\"1\"");
        ModelFile.Parse(await file.Content.ReadAsByteArrayAsync(Token), "it").Columns.ShouldContain(column => column.Name == "details: currentlyInsured");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/internal/models/current") { Headers = { IfNoneMatch = { new EntityTagHeaderValue("\"1\"") } } };
        (await platform.SendAsync(again, Token)).StatusCode.ShouldBe(HttpStatusCode.NotModified);

        // The same leads give the same model, which is no better than itself.
        var second = await TrainAsync(admin);
        (second.LastRun!.Status, second.Current, second.Models.Count).ShouldBe((ModelRunStatus.Kept, 1, 2));
        second.Models[0].Against.ShouldBe("version 1");

        (await admin.PostAsync("/v1/models/2/promote", null, Token)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await CurrentAsync(admin)).ShouldBe(2);
        (await RollBackAsync(admin)).ShouldBe(1);
        (await RollBackAsync(admin)).ShouldBeNull();
        (await CurrentAsync(admin)).ShouldBeNull();
        (await admin.PostAsync("/v1/models/rollback", null, Token)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await admin.PostAsync("/v1/models/7/promote", null, Token)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task With_too_few_outcomes_nothing_is_trained()
    {
        var (own, connection) = await NewAsync();
        await using var instance = own;
        await InsertAsync(connection, 199);
        var view = await TrainAsync(ClientOf(own, Roles.Admin));
        (view.LastRun!.Status, view.LastRun.Note, view.Current, view.Models.Count).ShouldBe((ModelRunStatus.Waiting, "199 of 200 outcomes are known.", null, 0));
    }

    [Fact]
    public async Task Each_night_one_of_the_instances_trains_once()
    {
        var connection = await service.NewMigratedDatabaseAsync();
        await InsertAsync(connection, 240);
        var nats = await service.NewNatsAsync();
        (string, string)[] settings = [("ConnectionStrings:leads", connection), ("ConnectionStrings:nats", nats), ("Models:PollInterval", "00:00:00.1"), ("Models:TrainAt", "00:00:00"), ("Models:Nightly", "true")];
        await using var one = service.NewInstance(settings);
        await using var other = service.NewInstance(settings);

        await UntilAsync(ClientOf(one, Roles.Admin), view => view.LastRun?.EndedAt is not null);
        await UntilAsync(ClientOf(other, Roles.Admin), view => view.Models.Count == 1);

        await using var database = NpgsqlDataSource.Create(connection);
        await using var count = database.CreateCommand("SELECT count(*) FROM scoring_model_run");
        (await count.ExecuteScalarAsync(Token)).ShouldBe(1L);
    }

    [Fact]
    public async Task Drift_is_little_where_leads_are_as_before_and_much_where_they_are_not_and_calibration_needs_outcomes()
    {
        var connection = await service.NewMigratedDatabaseAsync();
        await using var database = NpgsqlDataSource.Create(connection);
        await InsertAsync(connection, 400, TrainedModelName.Of(1));
        var outcomes = new KnownOutcomes(database, service.Services.GetRequiredService<PersonalSeal>());
        var leads = await outcomes.NewestAsync(1_000, Token);
        var model = LeadTraining.Train(leads, 0.2, null, trees: false, DateTimeOffset.UnixEpoch, Token).Model;

        var same = ModelWatch.Drift(model, leads);
        var moved = ModelWatch.Drift(model, leads.ConvertAll(lead => lead with { Facts = lead.Facts with { Line = "life", Details = null } }));

        same["line"].ShouldBeLessThan(0.05);
        same["details: currentlyInsured"].ShouldBeLessThan(0.05);
        moved["line"].ShouldBeGreaterThan(0.25);
        moved["details: currentlyInsured"].ShouldBeGreaterThan(0.25);
        var calibration = ModelWatch.Calibrate(model, leads)!;
        calibration.Leads.ShouldBe(400);
        calibration.Error.ShouldBeLessThan(0.1);
        ModelWatch.Calibrate(model, [.. leads.Take(49)]).ShouldBeNull();
        leads.ShouldAllBe(lead => TrainedModelName.VersionOf(lead.ScoredBy) == 1);
    }

    [Fact]
    public async Task Only_an_admin_manages_models_and_only_services_read_their_files()
    {
        (await service.Manager().GetAsync("/v1/models", Token)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await service.Manager().PostAsync("/v1/models/train", null, Token)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await service.Client(Roles.Admin).GetAsync("/internal/models/current", Token)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private async Task<(ServiceFactory Instance, string Connection)> NewAsync()
    {
        var connection = await service.NewMigratedDatabaseAsync();
        return (service.NewInstance(("ConnectionStrings:leads", connection), ("ConnectionStrings:nats", await service.NewNatsAsync()), ("Models:PollInterval", "00:00:00.1")), connection);
    }

    private HttpClient ClientOf(ServiceFactory instance, string role)
    {
        var client = instance.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", service.Issuer.Token(role));
        return client;
    }

    private static async Task<ModelsView> TrainAsync(HttpClient admin)
    {
        using var answer = await admin.PostAsync("/v1/models/train", null, Token);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var run = (await answer.Content.ReadFromJsonAsync<ModelRunView>(Token))!;
        return await UntilAsync(admin, view => view.LastRun?.RunId == run.RunId && view.LastRun.EndedAt is not null);
    }

    private static async Task<ModelsView> UntilAsync(HttpClient admin, Func<ModelsView, bool> holds)
    {
        ModelsView? view = null;
        // A training takes seconds where the machine has other work.
        await Eventually.HoldsAsync(async () => holds(view = (await admin.GetFromJsonAsync<ModelsView>("/v1/models", Token))!), within: TimeSpan.FromSeconds(90));
        return view!;
    }

    private static async Task<int?> CurrentAsync(HttpClient admin) => (await admin.GetFromJsonAsync<ModelsView>("/v1/models", Token))!.Current;

    private static async Task<int?> RollBackAsync(HttpClient admin)
    {
        using var answer = await admin.PostAsync("/v1/models/rollback", null, Token);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (await answer.Content.ReadFromJsonAsync<ModelInUse>(Token))!.Version;
    }

    private static async Task InsertAsync(string connection, int count, string model = "local-points-2")
    {
        await using var database = NpgsqlDataSource.Create(connection);
        var first = DateTimeOffset.UtcNow.AddHours(-count);
        var times = Enumerable.Range(0, count).Select(number => first.AddMinutes(number)).ToArray();
        await using var insert = database.CreateCommand(Insert);
        insert.Parameters.Add(new NpgsqlParameter<Guid[]>("ids", [.. times.Select(Guid.CreateVersion7)]));
        insert.Parameters.Add(new NpgsqlParameter<DateTime[]>("at", [.. times.Select(time => time.UtcDateTime)]));
        insert.Parameters.Add(new NpgsqlParameter<string>("model", model));
        await insert.ExecuteNonQueryAsync(Token);
    }
}
