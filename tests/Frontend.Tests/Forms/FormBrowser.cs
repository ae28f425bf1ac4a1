using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using LeadPlatform.Frontend.Forms.Questions;
using LeadPlatform.Frontend.Tests.StandIn;

namespace LeadPlatform.Frontend.Tests.Forms;

/// <summary>A browser without JavaScript: it keeps cookies, fills what is on the page and presses its buttons.</summary>
internal sealed class FormBrowser : IDisposable
{
    private readonly HttpClient _http;

    private FormBrowser(HttpClient http) => _http = http;

    public HttpStatusCode Status { get; private set; }

    public HttpResponseMessage Answer { get; private set; } = null!;

    public IHtmlDocument Page { get; private set; } = null!;

    public string Html { get; private set; } = "";

    public string? Heading => Page.QuerySelector("h1")?.TextContent;

    /// <summary>What the summary of wrong answers says, with the field each line leads to.</summary>
    public IReadOnlyList<(string Text, string Field)> Problems =>
        [.. Page.QuerySelectorAll(".problems a").Select(link => (link.TextContent, link.GetAttribute("href")!.TrimStart('#')))];

    public static async Task<FormBrowser> OpenAsync(FrontendServer server, string path, Action<HttpClient>? with = null)
    {
        var browser = new FormBrowser(server.NewClient());
        browser._http.DefaultRequestHeaders.Add("User-Agent", "TestBrowser/1.0");
        browser._http.DefaultRequestHeaders.Add("Accept", "text/html");
        with?.Invoke(browser._http);
        await browser.GoAsync(path);
        return browser;
    }

    public async Task GoAsync(string path) => await ReadAsync(await _http.GetAsync(path, TestContext.Current.CancellationToken));

    /// <summary>Fills fields by name; each must be on the page.</summary>
    public void Fill(params (string Field, string Value)[] answers)
    {
        foreach (var (field, value) in answers)
        {
            switch (Page.QuerySelector($"form [name='{field}']:not([type=hidden])"))
            {
                case IHtmlInputElement { Type: "radio" }:
                    Page.QuerySelectorAll<IHtmlInputElement>($"form [name='{field}']").Single(radio => radio.Value == value).IsChecked = true;
                    break;
                case IHtmlInputElement input:
                    input.Value = value;
                    break;
                case IHtmlSelectElement select:
                    select.Value = value;
                    break;
                case IHtmlTextAreaElement text:
                    text.Value = value;
                    break;
                default:
                    throw new InvalidOperationException($"There is no field {field} on the page \"{Heading}\".");
            }
        }
    }

    public void SetHidden(string field, string value) => Page.QuerySelector<IHtmlInputElement>($"form [type=hidden][name='{field}']")!.Value = value;

    public string? Value(string field) => Page.QuerySelector($"form [name='{field}']") switch
    {
        IHtmlInputElement { Type: "radio" } => Page.QuerySelectorAll<IHtmlInputElement>($"form [name='{field}']").SingleOrDefault(radio => radio.IsChecked)?.Value,
        IHtmlInputElement input => input.Value,
        IHtmlSelectElement select => select.Value,
        IHtmlTextAreaElement text => text.Value,
        _ => null,
    };

    public Task PressAsync(string go) => PressAsync(go, _http);

    /// <summary>What a form post of this page holds.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Posted(string go) =>
    [
        .. Page.QuerySelectorAll("form input, form select, form textarea").Select(control => (Name: control.GetAttribute("name")!, Value: control switch
        {
            IHtmlInputElement { Type: "radio" } radio => radio.IsChecked ? radio.Value : null,
            IHtmlInputElement input => input.Value,
            IHtmlSelectElement select => select.Value,
            IHtmlTextAreaElement text => text.Value,
            _ => null,
        })).Where(field => field.Value is not null).Select(field => KeyValuePair.Create(field.Name, field.Value!)),
        KeyValuePair.Create("go", go),
    ];

    public async Task<HttpResponseMessage> PostAsync(string go)
    {
        using var content = new FormUrlEncodedContent(Posted(go));
        return await _http.PostAsync(((IHtmlFormElement)Page.QuerySelector("form")!).GetAttribute("action"), content, TestContext.Current.CancellationToken);
    }

    /// <summary>Answers every question on the page in a way that its kind allows, and goes on.</summary>
    public async Task AnswerStepAsync(FormStep step)
    {
        foreach (var question in step.Questions)
            Fill([.. SomeAnswers.For(question)]);
        await PressAsync("next");
    }

    public void Dispose() => _http.Dispose();

    private async Task PressAsync(string go, HttpClient http)
    {
        var answer = await PostAsync(go);
        if (answer.StatusCode == HttpStatusCode.SeeOther)
            answer = await http.GetAsync(answer.Headers.Location, TestContext.Current.CancellationToken);
        await ReadAsync(answer);
    }

    private async Task ReadAsync(HttpResponseMessage answer)
    {
        (Answer, Status) = (answer, answer.StatusCode);
        Html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Page = new HtmlParser().ParseDocument(Html);
    }
}
