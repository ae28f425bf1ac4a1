using Amazon.CDK.AWS.IAM;
using Constructs;

namespace LeadPlatform.Infra;

/// <summary>Policy documents as CloudFormation has them.</summary>
internal static class Policies
{
    public static Dictionary<string, object> Document(params IEnumerable<object> statements) => new() { ["Version"] = "2012-10-17", ["Statement"] = statements.ToArray() };

    public static Dictionary<string, object> Allow(string[] actions, string[] resources, object? condition = null) => Statement("Allow", null, actions, resources, condition);

    public static Dictionary<string, object> AllowService(string service, string[] actions, string[] resources, object? condition = null) =>
        Statement("Allow", new Dictionary<string, object> { ["Service"] = service }, actions, resources, condition);

    public static Dictionary<string, object> AllowAccount(string account, string[] actions, string[] resources) =>
        Statement("Allow", new Dictionary<string, object> { ["AWS"] = $"arn:aws:iam::{account}:root" }, actions, resources, null);

    public static Dictionary<string, object> DenyEveryone(string[] actions, string[] resources, object condition) =>
        Statement("Deny", new Dictionary<string, object> { ["AWS"] = "*" }, actions, resources, condition);

    public static Dictionary<string, object> When(string operation, string key, object value) => new() { [operation] = new Dictionary<string, object> { [key] = value } };

    /// <summary>A role that a service of AWS takes on, with one policy of its own.</summary>
    public static CfnRole ServiceRole(Construct scope, string id, string? name, string service, string[]? managed, params Dictionary<string, object>[] statements) => new(scope, id, new CfnRoleProps
    {
        RoleName = name,
        AssumeRolePolicyDocument = Document(AllowServiceToAssume(service)),
        ManagedPolicyArns = managed?.Select(policy => $"arn:aws:iam::aws:policy/{policy}").ToArray(),
        Policies = statements.Length == 0 ? null : new object[] { new CfnRole.PolicyProperty { PolicyName = "own", PolicyDocument = Document(statements) } },
    });

    private static Dictionary<string, object> AllowServiceToAssume(string service) => new()
    {
        ["Effect"] = "Allow",
        ["Principal"] = new Dictionary<string, object> { ["Service"] = service },
        ["Action"] = "sts:AssumeRole",
    };

    private static Dictionary<string, object> Statement(string effect, object? principal, string[] actions, string[] resources, object? condition)
    {
        var statement = new Dictionary<string, object> { ["Effect"] = effect, ["Action"] = actions, ["Resource"] = resources };
        if (principal is not null)
            statement["Principal"] = principal;
        if (condition is not null)
            statement["Condition"] = condition;
        return statement;
    }
}
