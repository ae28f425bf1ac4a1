using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Constructs;

namespace LeadPlatform.Infra.Cluster;

/// <summary>Roles that pods take on.</summary>
internal static class PodRoles
{
    /// <summary>By Pod Identity, for those whose charts name no role: the association names them.</summary>
    public static CfnRole Pod(Construct scope, string id, string? name, string[]? managed, params Dictionary<string, object>[] statements) => new(scope, id, new CfnRoleProps
    {
        RoleName = name,
        AssumeRolePolicyDocument = Policies.Document(new Dictionary<string, object>
        {
            ["Effect"] = "Allow",
            ["Principal"] = new Dictionary<string, object> { ["Service"] = "pods.eks.amazonaws.com" },
            ["Action"] = new[] { "sts:AssumeRole", "sts:TagSession" },
        }),
        ManagedPolicyArns = managed?.Select(policy => $"arn:aws:iam::aws:policy/{policy}").ToArray(),
        Policies = Own(statements),
    });

    /// <summary>By the cluster's identity provider, for service accounts that the chart annotates with the role's ARN.</summary>
    /// <param name="accounts">Service accounts in the namespace <c>lead-platform</c>.</param>
    public static CfnRole ServiceAccount(Construct scope, string id, string name, ClusterStack cluster, string[] accounts, params Dictionary<string, object>[] statements)
    {
        var subjects = string.Join(",", accounts.Select(account => $"\"system:serviceaccount:lead-platform:{account}\""));
        // The issuer is a key in the document, where CloudFormation resolves nothing; so the document is a text.
        var trust = Fn.Sub(
            $$$$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"${Provider}"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringEquals":{"${Issuer}:aud":"sts.amazonaws.com","${Issuer}:sub":[{{{{subjects}}}}]}}}]}""",
            new Dictionary<string, string> { ["Provider"] = cluster.Identity.Ref, ["Issuer"] = Fn.Select(1, Fn.Split("https://", cluster.Cluster.AttrOpenIdConnectIssuerUrl)) });
        return new CfnRole(scope, id, new CfnRoleProps { RoleName = name, AssumeRolePolicyDocument = trust, Policies = Own(statements) });
    }

    private static object[]? Own(Dictionary<string, object>[] statements) =>
        statements.Length == 0 ? null : [new CfnRole.PolicyProperty { PolicyName = "own", PolicyDocument = Policies.Document(statements) }];
}
