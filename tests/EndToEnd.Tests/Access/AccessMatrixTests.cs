using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using LeadPlatform.Contracts.Access;
using LeadPlatform.TestHost;

namespace LeadPlatform.EndToEnd.Tests.Access;

public sealed class AccessMatrixTests(RunningPlatform platform)
{
    private static readonly string[] Reads = ["GET", "HEAD", "*"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_endpoint_names_who_is_let_in_and_what_it_writes_to_the_audit_log()
    {
        var endpoints = await platform.EndpointsAsync(Cancellation);

        endpoints.Count.ShouldBeGreaterThan(50);
        endpoints.Where(endpoint => endpoint.View.Access == EndpointView.Closed).ShouldBeEmpty();
        endpoints.Where(endpoint => endpoint.View.Access == EndpointView.AnyCredential && endpoint.Service != "gateway").ShouldBeEmpty();
        endpoints.Where(endpoint => endpoint.View.Audit is null && !Reads.Contains(endpoint.View.Method)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_matrix_in_the_documentation_is_that_of_the_endpoints()
    {
        var matrix = AccessMatrix.Render(await platform.EndpointsAsync(Cancellation));

        AccessMatrix.Committed(matrix).ShouldBe(matrix, "Write it with UPDATE_FILES=1.");
    }

    [Fact]
    public async Task Every_endpoint_lets_in_whom_the_matrix_says_and_nobody_else()
    {
        var endpoints = (await platform.EndpointsAsync(Cancellation)).Where(IsCalled)
            // Last, because the caller is nobody any more afterwards.
            .OrderBy(endpoint => endpoint.View.Audit is "session.end-all").ToList();
        var callers = await CallersAsync();
        var wrong = new List<string>();

        foreach (var (role, caller) in callers)
        {
            foreach (var endpoint in endpoints)
            {
                var status = await CallAsync(endpoint, caller);
                var allowed = AccessMatrix.Allows(endpoint.View, role)!.Value;
                var expected = allowed ? status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests) && (int)status < 500
                    : status == (role is null ? HttpStatusCode.Unauthorized : HttpStatusCode.Forbidden);
                if (!expected)
                    wrong.Add($"{role ?? "nobody"}: {endpoint}: {(int)status}, and is {(allowed ? "let in" : "kept out")} by the matrix");
            }
        }

        (callers.Count, wrong).ShouldSatisfyAllConditions(() => callers.Count.ShouldBe(Roles.All.Count + 1), () => wrong.ShouldBeEmpty());
    }

    /// <summary>Forwarding is called through the endpoints behind; the token server's own endpoints answer by the rules of OAuth.</summary>
    private static bool IsCalled(RunningEndpoint endpoint) =>
        endpoint.View.Access != EndpointView.AnyCredential
        && endpoint.View.Method != "*"
        && !endpoint.View.Path.StartsWith("/connect", StringComparison.Ordinal)
        && (endpoint.Service != "gateway" || !endpoint.View.Path.Contains("**", StringComparison.Ordinal));

    private async Task<List<(string? Role, HttpClient Client)>> CallersAsync()
    {
        var callers = new List<(string?, HttpClient)> { (null, new HttpClient()) };
        foreach (var role in Roles.OfUsers)
            callers.Add((role, await platform.SignInAsync(role)));
        var source = new HttpClient();
        source.DefaultRequestHeaders.Authorization = await SourceTokenAsync();
        callers.Add((Roles.Source, source));
        var service = new HttpClient();
        service.DefaultRequestHeaders.Authorization = await ServiceTokenAsync();
        callers.Add((Roles.Service, service));
        return callers;
    }

    private async Task<AuthenticationHeaderValue> ServiceTokenAsync()
    {
        using var http = new HttpClient { BaseAddress = platform.Address };
        using var answer = await http.PostAsync("/connect/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = "frontend",
            ["client_secret"] = RunningPlatform.FrontendSecret,
            ["scope"] = Scopes.Platform,
        }), Cancellation);
        answer.EnsureSuccessStatusCode();
        return new AuthenticationHeaderValue("Bearer", (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("access_token").GetString());
    }

    /// <summary>What stands for the demo key behind the gateway, as the gateway itself is given it: the same caller reaches the services' inner endpoints with it.</summary>
    private async Task<AuthenticationHeaderValue> SourceTokenAsync()
    {
        using var inside = new HttpClient { BaseAddress = new Uri(PlatformProcess.Of(platform, "backend").Variable("ASPNETCORE_URLS")!.Split(';')[0]) };
        inside.DefaultRequestHeaders.Authorization = await ServiceTokenAsync();
        using var answer = await inside.PostAsJsonAsync("/internal/keys/resolve", new { key = RunningPlatform.DemoKey }, Cancellation);
        answer.EnsureSuccessStatusCode();
        return new AuthenticationHeaderValue("Bearer", (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("accessToken").GetString());
    }

    /// <summary>With a body that is none, so that whoever is let in changes nothing. What takes files has no place for JSON, and says so before it looks at who comes.</summary>
    private static async Task<HttpStatusCode> CallAsync(RunningEndpoint endpoint, HttpClient caller) =>
        await CallAsync(endpoint, caller, new StringContent("{}", MediaTypeHeaderValue.Parse("application/json"))) is var status and not HttpStatusCode.UnsupportedMediaType
            ? status
            : await CallAsync(endpoint, caller, new StringContent("", MediaTypeHeaderValue.Parse("text/csv")));

    private static async Task<HttpStatusCode> CallAsync(RunningEndpoint endpoint, HttpClient caller, HttpContent body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Parse(endpoint.View.Method), new Uri(endpoint.Server, endpoint.Address));
        if (endpoint.View.Method is "POST" or "PUT" or "PATCH")
            request.Content = body;
        // Of a stream only the beginning counts.
        using var answer = await caller.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        return answer.StatusCode;
    }
}
