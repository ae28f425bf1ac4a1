using System.Net;
using LeadPlatform.Backend.Tests.Hosting;

namespace LeadPlatform.Backend.Tests.Identity;

public sealed class StartTests(BackendFixture shared)
{
    [Fact]
    public async Task Production_refuses_to_start_with_the_demo_key_and_then_with_the_demo_users()
    {
        await using var data = await BackendData.CreateAsync(shared);

        Should.Throw<InvalidOperationException>(() => BackendHost.Start(data.WithMailServer(), "Production")).Message.ShouldContain("demo-source-key");
        await data.ExecuteAsync("update api_key set revoked_at = now() where key_id like 'sha256:%'");
        Should.Throw<InvalidOperationException>(() => BackendHost.Start(data.WithMailServer(), "Production")).Message.ShouldContain("@example.com");
        await data.ExecuteAsync("update identity_user set disabled = true");

        await using var host = BackendHost.Start(data.WithMailServer(), "Production");
        await host.With(await host.ServiceTokenAsync()).ReadAsync("/v1/me").ShouldBeAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Production_is_migrated_without_any_demo()
    {
        await using var data = await BackendData.CreateAsync(shared, "Production");

        (await data.QueryAsync<long>("select (select count(*) from agent) + (select count(*) from identity_user)")).ShouldBe(0);
        (await data.QueryAsync<string>("select string_agg(name, ',') from source")).ShouldBe("Public form");
    }

    [Fact]
    public async Task Several_migrations_at_once_make_the_keys_and_the_demo_once()
    {
        await using var data = await BackendData.CreateAsync(shared);
        await data.ExecuteAsync("drop schema public cascade; create schema public");

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => BackendData.MigrateAsync(data.Settings, "Development")));

        (await data.QueryAsync<long>("select count(*) from identity_key")).ShouldBe(2);
        (await data.QueryAsync<long>("select count(*) from agent")).ShouldBe(10);
        (await data.QueryAsync<long>("select count(*) from identity_user")).ShouldBe(6);
    }

    [Fact]
    public async Task The_demo_agents_serve_every_state_and_line_at_any_hour_and_vermont_is_averys_alone()
    {
        await using var data = await BackendData.CreateAsync(shared);
        const string AroundTheClock = "(select agent_id from working_hours where from_time = '00:00' and to_time = '00:00' group by agent_id having count(*) = 7)";

        (await data.QueryAsync<long>($"select count(distinct (state, line)) from licence where agent_id in {AroundTheClock}")).ShouldBe(51 * 7);
        (await data.QueryAsync<long>($"select count(*) from (select state, line from licence where agent_id in {AroundTheClock} and state <> 'VT' group by state, line having count(*) < 2) as alone")).ShouldBe(0);
        (await data.QueryAsync<string>("select string_agg(distinct name, ',') from agent join licence using (agent_id) where state = 'VT'")).ShouldBe("Avery Brooks");
    }

    [Fact]
    public async Task Without_migrate_the_start_says_what_is_missing()
    {
        await using var data = await BackendData.CreateAsync(shared);
        await data.ExecuteAsync("delete from identity_key");

        Should.Throw<InvalidOperationException>(() => BackendHost.Start(data.Settings)).Message.ShouldContain("run 'migrate' first");
    }

    [Fact]
    public async Task A_changed_secret_of_a_client_holds_from_the_next_migrate_on()
    {
        await using var data = await BackendData.CreateAsync(shared);
        await BackendData.MigrateAsync(data.With(("Identity:Clients:gateway:Secret", "another-secret-of-the-gateway")), "Development");
        await using var host = BackendHost.Start(data.Settings);
        using var http = host.With(null);

        await http.PostAsync("/connect/token", BackendHost.Form(("grant_type", "client_credentials"), ("client_id", "gateway"), ("client_secret", BackendData.SecretOf("gateway"))), TestContext.Current.CancellationToken)
            .ShouldBeAsync(HttpStatusCode.Unauthorized);
        await http.PostAsync("/connect/token", BackendHost.Form(("grant_type", "client_credentials"), ("client_id", "gateway"), ("client_secret", "another-secret-of-the-gateway")), TestContext.Current.CancellationToken)
            .ShouldBeAsync(HttpStatusCode.OK);
    }
}
