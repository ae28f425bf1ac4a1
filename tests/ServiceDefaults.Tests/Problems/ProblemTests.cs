using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using LeadPlatform.ServiceDefaults.Tests.Hosting;

namespace LeadPlatform.ServiceDefaults.Tests.Problems;

public sealed class ProblemTests : IAsyncLifetime
{
    private SampleService _service = null!;

    public async ValueTask InitializeAsync() => _service = await SampleService.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task An_exception_is_500_that_tells_nothing_of_it_and_carries_the_request_id()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/broken") { Headers = { { "X-Request-Id", "request-17" } } };
        using var answer = await _service.Public.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        var text = await answer.Content.ReadAsStringAsync();
        text.ShouldNotContain("ada@example.com");
        text.ShouldNotContain("InvalidOperation");
        var problem = JsonElement.Parse(text);
        problem.GetProperty("code").GetString().ShouldBe("internal");
        problem.GetProperty("type").GetString().ShouldBe("urn:leadplatform:problem:internal");
        problem.GetProperty("requestId").GetString().ShouldBe("request-17");
    }

    [Fact]
    public async Task An_address_that_is_none_is_404_as_a_problem()
    {
        using var answer = await _service.GetAsync("/nowhere", _service.Issuer.Token("manager"));
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldBe("not_found");
    }

    [Theory]
    [InlineData("{\"name\":\"a\",\"count\":1,\"more\":2}")]
    [InlineData("{\"name\":null,\"count\":1}")]
    [InlineData("{\"name\":\"a\"}")]
    [InlineData("{\"name\":\"a\",\"name\":\"b\",\"count\":1}")]
    [InlineData("{\"name\":\"a\",\"count\":")]
    public async Task A_body_that_does_not_fit_is_refused_with_400_and_no_stack(string body)
    {
        using var answer = await _service.Public.PostAsync("/things", new StringContent(body, Encoding.UTF8, "application/json"));
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var text = await answer.Content.ReadAsStringAsync();
        text.ShouldContain("\"code\":\"");
        text.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_body_nested_deeper_than_32_is_refused()
    {
        var body = $"{{\"name\":{new string('[', 40)}{new string(']', 40)},\"count\":1}}";
        using var answer = await _service.Public.PostAsync("/things", new StringContent(body, Encoding.UTF8, "application/json"));
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }
}
