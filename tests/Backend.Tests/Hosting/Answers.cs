using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace LeadPlatform.Backend.Tests.Hosting;

public static class Answers
{
    /// <summary>The JSON of an answer of that status; says what came instead.</summary>
    public static async Task<JsonElement> ShouldBeAsync(this Task<HttpResponseMessage> asked, HttpStatusCode status)
    {
        using var answer = await asked;
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(status, body);
        return body.Length > 0 ? JsonDocument.Parse(body).RootElement.Clone() : default;
    }

    public static async Task<T> ShouldBeAsync<T>(this Task<HttpResponseMessage> asked, HttpStatusCode status) =>
        (await asked.ShouldBeAsync(status)).Deserialize<T>(JsonSerializerOptions.Web)!;

    /// <summary>A problem of that status and code.</summary>
    public static async Task<JsonElement> ShouldBeProblemAsync(this Task<HttpResponseMessage> asked, HttpStatusCode status, string code)
    {
        using var answer = await asked;
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(status, body);
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        var problem = JsonDocument.Parse(body).RootElement.Clone();
        problem.GetProperty("code").GetString().ShouldBe(code);
        return problem;
    }

    /// <summary><c>path code</c> of each wrong field, sorted.</summary>
    public static IReadOnlyList<string> Fields(this JsonElement problem) =>
        [.. problem.GetProperty("errors").EnumerateArray().Select(e => $"{e.GetProperty("path").GetString()} {e.GetProperty("code").GetString()}").Order(StringComparer.Ordinal)];

    public static Task<HttpResponseMessage> PostAsync(this HttpClient http, string path, object body) =>
        http.PostAsJsonAsync(path, body, TestContext.Current.CancellationToken);

    public static Task<HttpResponseMessage> PatchAsync(this HttpClient http, string path, object body, string? ifMatch = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, path) { Content = JsonContent.Create(body) };
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static Task<HttpResponseMessage> ReadAsync(this HttpClient http, string path) => http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
}
