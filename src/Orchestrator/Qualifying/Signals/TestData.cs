using System.Collections.Frozen;

namespace LeadPlatform.Orchestrator.Qualifying.Signals;

/// <summary>Someone tries out a form. One hint may be chance (there are people named Test), two are not; a note that says so is enough.</summary>
internal sealed class TestData : ISignal
{
    private static readonly string[] Says = ["this is a test", "test lead", "testing only", "please ignore", "ignore this lead", "test submission", "test record", "esto es una prueba", "lorem ipsum"];
    private static readonly FrozenSet<string> Names = FrozenSet.ToFrozenSet(["test", "tester", "testing", "testfirst", "testlast", "asdf", "asdfgh", "qwerty", "abc", "xyz", "foo", "bar", "fake", "dummy", "sample", "aaa", "xxx", "none", "nobody"], StringComparer.OrdinalIgnoreCase);

    public void Read(LeadFacts lead, Findings findings)
    {
        var hints = 0;
        hints += Names.Contains(lead.Contact.FirstName.Trim()) ? 1 : 0;
        hints += Names.Contains(lead.Contact.LastName.Trim()) ? 1 : 0;
        hints += lead.Mailbox is { } mailbox && Names.Contains(mailbox.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9')) ? 1 : 0;
        hints += lead.Contact.Address.Street is { } street && street.Contains("test", StringComparison.OrdinalIgnoreCase) && street.StartsWith("123", StringComparison.Ordinal) ? 1 : 0;
        if (hints >= 2 || lead.Text.HasAny(Says))
            findings.Disqualify("test_data", "The lead was made to try something out.");
        else if (hints == 1)
            findings.Add("looks_like_test", -10, "One field looks as if it were filled in for a test.");
    }
}
