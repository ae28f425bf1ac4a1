namespace LeadPlatform.Backend.Identity.Pages;

/// <summary>Asks before what can't be undone: a button that opens a dialog with what will happen. The browser does it without a script (popover).</summary>
/// <param name="Id">Of the dialog, once a page.</param>
/// <param name="Button">Opens it.</param>
/// <param name="Title">What is asked, as a question.</param>
/// <param name="Happens">What the answer brings.</param>
/// <param name="Yes">Does it.</param>
internal sealed record Question(string Id, string Button, string Title, string Happens, string Yes)
{
    /// <summary>What the button is called to those who don't see what it stands beside.</summary>
    public string? Name { get; init; }

    /// <param name="action">Where the form goes.</param>
    /// <param name="fields">Its hidden fields.</param>
    public Html Show(string action, Html fields) => Html.Of($"""
        <button class="btn" type="button" popovertarget="{Id}"{(Name is null ? Html.Empty : Html.Of($" aria-label=\"{Name}\""))}>{Button}</button>
        <div id="{Id}" popover role="dialog" aria-labelledby="{Id}-title">
        <h3 id="{Id}-title">{Title}</h3>
        <p>{Happens}</p>
        <form method="post" action="{action}">
        {fields}
        <div class="buttons">
        <button class="btn" type="button" popovertarget="{Id}" popovertargetaction="hide" autofocus>Cancel</button>
        <button class="btn btn-bad" type="submit">{Yes}</button>
        </div>
        </form>
        </div>
        """);
}
