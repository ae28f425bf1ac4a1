using System.Net;
using LeadPlatform.Frontend.Forms.Checks.Counting;
using Microsoft.Extensions.Options;

namespace LeadPlatform.Frontend.Forms.Checks;

/// <summary>What becomes of an inquiry that is about to be sent.</summary>
internal enum CheckVerdict
{
    Send,

    /// <summary>It looks like a machine's: ask for work or patience.</summary>
    Ask,

    /// <summary>Too many came from there: later.</summary>
    Later,
}

/// <summary>Tells people from machines by what machines do: fill in a field nobody sees, take no time, come in numbers.</summary>
internal sealed class FormChecks(FormTokens tokens, Counts counts, IOptions<CheckOptions> options)
{
    /// <summary>The field nobody sees; it has the name of something that a machine would fill in.</summary>
    public const string Trap = "website";

    public async Task<CheckVerdict> JudgeAsync(string line, Guid page, TimeSpan age, IFormCollection posted, IPAddress? address, CancellationToken cancellationToken)
    {
        var limits = options.Value;
        var sent = await counts.OfAsync(address, page, cancellationToken);
        if (sent.Address >= limits.MostPerAddress || sent.Page >= limits.MostPerPage)
        {
            FormMetrics.Checked("refused", "many");
            return CheckVerdict.Later;
        }

        var reason = posted[Trap].ToString().Length > 0 ? "trap" : age < limits.MinimumTime ? "quick" : sent.Address >= limits.FreePerAddress ? "many" : null;
        if (posted["check"].ToString() is { Length: > 0 } check && tokens.Age(FormTokens.Check, line, page, check) is { } asked && asked < limits.MaximumAge)
        {
            var passed = asked >= limits.Wait || Proof.Holds(check, posted["proof"].ToString(), limits.Difficulty);
            FormMetrics.Checked(passed ? "passed" : "asked", asked >= limits.Wait ? "waited" : "worked");
            return passed ? CheckVerdict.Send : CheckVerdict.Ask;
        }

        if (reason is null)
            return CheckVerdict.Send;
        FormMetrics.Checked("asked", reason);
        return CheckVerdict.Ask;
    }

    /// <summary>What to ask with: the check that was asked before, so that its wait goes on, or a new one.</summary>
    public string CheckOf(string line, Guid page, IFormCollection posted) =>
        posted["check"].ToString() is { Length: > 0 } check && tokens.Age(FormTokens.Check, line, page, check) < options.Value.MaximumAge
            ? check
            : tokens.Issue(FormTokens.Check, line, page);
}
