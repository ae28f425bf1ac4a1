using Amazon.CDK;
using Constructs;

namespace LeadPlatform.Infra;

/// <summary>What data a stack holds; tag <c>data-class</c>, and the key it is encrypted with.</summary>
internal static class DataClass
{
    public const string Personal = "personal";
    public const string Internal = "internal";
    public const string Audit = "audit";
    public const string Backups = "backups";
    public const string None = "none";
}

/// <summary>A stack of one region, named for what it holds, with the four tags that everything carries.</summary>
internal abstract class PlatformStack : Stack
{
    protected PlatformStack(Construct scope, string name, Deployment deployment, string dataClass, string description)
        : base(scope, $"{deployment.Environment.Name}-{deployment.Here.Role.ToString().ToLowerInvariant()}-{name}", new StackProps
        {
            Env = new Amazon.CDK.Environment { Account = deployment.Account, Region = deployment.Region },
            Description = description,
            TerminationProtection = true,
        })
    {
        Deployment = deployment;
        var tags = Amazon.CDK.Tags.Of(this);
        tags.Add(RequiredTags.CostCentre, deployment.Environment.CostCentre);
        tags.Add(RequiredTags.Environment, deployment.Environment.Name);
        tags.Add(RequiredTags.Owner, deployment.Environment.Owner);
        tags.Add(RequiredTags.DataClass, dataClass);
    }

    protected Deployment Deployment { get; }

    /// <summary>A value that an operator or the chart needs, listed by <c>aws cloudformation describe-stacks</c>.</summary>
    protected void Tell(string name, string value, string description) => _ = new CfnOutput(this, name, new CfnOutputProps { Value = value, Description = description });

    protected static CfnTag[] Named(string name, params CfnTag[] more) => [new CfnTag { Key = "Name", Value = name }, .. more];
}
