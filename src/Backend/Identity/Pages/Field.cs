namespace LeadPlatform.Backend.Identity.Pages;

/// <summary>A labelled input of a page's form.</summary>
/// <param name="Id">Also its name, where <see cref="Name"/> is not given.</param>
/// <param name="Type">Of the input: <c>email</c>, <c>password</c>, <c>text</c>.</param>
/// <param name="Autocomplete">What browsers and password managers fill it with.</param>
internal sealed record Field(string Id, string Label, string Type, string Autocomplete)
{
    public string? Name { get; init; }

    public string Value { get; init; } = "";

    public int MaxLength { get; init; } = 256;

    public int MinLength { get; init; }

    /// <summary>What belongs into it; read out with the field.</summary>
    public string? Hint { get; init; }

    /// <summary>Whether the page's alert is about it.</summary>
    public bool Wrong { get; init; }

    /// <summary>Whether the page begins there.</summary>
    public bool Focus { get; init; }

    /// <summary>A code to be typed: large digits, and a keyboard of digits on a telephone.</summary>
    public bool Digits { get; init; }

    /// <summary>A code with letters too.</summary>
    public bool Code { get; init; }

    public Html Show() => Html.Of($"""
        <div class="field">
        <label for="{Id}">{Label}</label>
        {(Hint is null ? Html.Empty : Html.Of($"""<p class="hint" id="{Id}-hint">{Hint}</p>"""))}
        <input id="{Id}" name="{Name ?? Id}" type="{Type}" autocomplete="{Autocomplete}" required maxlength="{MaxLength}"{Attributes()}>
        </div>
        """);

    private Html Attributes()
    {
        var described = string.Join(' ', new[] { Wrong ? "alert" : null, Hint is null ? null : $"{Id}-hint" }.OfType<string>());
        return Html.Join(
        [
            Value.Length > 0 ? Html.Of($" value=\"{Value}\"") : Html.Empty,
            MinLength > 0 ? Html.Of($" minlength=\"{MinLength}\"") : Html.Empty,
            Digits ? new Html(" class=\"digits\" inputmode=\"numeric\"") : Code ? new Html(" class=\"digits\" autocapitalize=\"none\"") : Html.Empty,
            Digits || Code ? new Html(" spellcheck=\"false\"") : Html.Empty,
            Wrong ? new Html(" aria-invalid=\"true\"") : Html.Empty,
            described.Length > 0 ? Html.Of($" aria-describedby=\"{described}\"") : Html.Empty,
            Focus ? new Html(" autofocus") : Html.Empty,
        ]);
    }
}
