using Amazon.CDK;

namespace LeadPlatform.Infra;

/// <summary>Findings of cloudformation-validate, cfn-guard and cdk-nag that are right as they are, each with its reason, beside the resource.</summary>
internal static class Acceptance
{
    /// <summary>Member of a resource's metadata that the tests read: rule to reason.</summary>
    public const string Metadata = "Accepted";

    /// <summary>Why a rule doesn't see a key that is there.</summary>
    public const string ImportedKey = "The key is an import from the stack of keys, which the rule can't follow.";

    /// <summary>Accepts one rule on one resource. The tests fail over an acceptance that no finding needs.</summary>
    public static T Accept<T>(this T resource, string rule, string reason)
        where T : CfnResource
    {
        resource.AddOverride($"Metadata.{Metadata}.{rule}", reason);
        return resource;
    }

    /// <summary>Accepts several rules for one reason.</summary>
    public static T Accept<T>(this T resource, IEnumerable<string> rules, string reason)
        where T : CfnResource
    {
        foreach (var rule in rules)
            resource.Accept(rule, reason);
        return resource;
    }
}
