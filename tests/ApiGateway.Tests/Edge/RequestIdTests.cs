using LeadPlatform.ApiGateway.Edge;
using LeadPlatform.ApiGateway.Tests.Hosting;

namespace LeadPlatform.ApiGateway.Tests.Edge;

public sealed class RequestIdTests(SharedGateway shared)
{
    [Fact]
    public async Task A_well_formed_id_goes_through_to_the_service_and_back()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("X-Request-Id", "order-17:a.b_C");
        using var answer = await shared.Gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);

        (await Seen.In(answer)).Header("X-Request-Id").ShouldBe("order-17:a.b_C");
        answer.Headers.GetValues("X-Request-Id").ShouldBe(["order-17:a.b_C"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("<script>")]
    [InlineData("a,b")]
    public async Task An_ill_formed_id_is_replaced(string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.TryAddWithoutValidation("X-Request-Id", id);
        using var answer = await shared.Gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);

        var given = answer.Headers.GetValues("X-Request-Id").Single();
        given.ShouldMatch("^[0-9a-f]{32}$");
        (await Seen.In(answer)).Header("X-Request-Id").ShouldBe(given);
    }

    [Fact]
    public async Task Two_ids_are_replaced_by_one()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.TryAddWithoutValidation("X-Request-Id", ["one", "two"]);
        using var answer = await shared.Gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);

        answer.Headers.GetValues("X-Request-Id").Single().ShouldMatch("^[0-9a-f]{32}$");
    }

    [Theory]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void An_id_is_taken_up_to_128_characters(int length, bool taken) => RequestIds.IsWellFormed(new string('a', length)).ShouldBe(taken);
}
