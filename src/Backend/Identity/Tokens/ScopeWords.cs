using LeadPlatform.Contracts.Access;

namespace LeadPlatform.Backend.Identity.Tokens;

/// <summary>What a scope lets somebody do, in a user's words.</summary>
internal static class ScopeWords
{
    private static readonly Dictionary<string, string> Words = new()
    {
        [Scopes.LeadsRead] = "read leads",
        [Scopes.LeadsWrite] = "post leads",
        [Scopes.LeadsManage] = "work on leads",
        [Scopes.AgentsRead] = "see agents",
        [Scopes.AgentsManage] = "change agents",
        [Scopes.Imports] = "import files of leads",
        [Scopes.Suppressions] = "keep the list of people who must not be contacted",
        [Scopes.Sources] = "manage sources and their keys",
        [Scopes.Audit] = "read the audit log",
        [Scopes.Admin] = "administer the platform",
    };

    public static string Of(string scope) => Words.GetValueOrDefault(scope, scope);
}
