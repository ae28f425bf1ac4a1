using Amazon.CDK;
using Amazon.JSII.Runtime.Deputy;
using Constructs;

namespace LeadPlatform.Infra;

/// <summary>Fails the synthesis over every resource that can carry tags and lacks one of the four.</summary>
internal sealed class RequiredTags : DeputyBase, IAspect
{
    public const string CostCentre = "cost-centre";
    public const string Environment = "environment";
    public const string Owner = "owner";
    public const string DataClass = "data-class";

    public static readonly string[] All = [CostCentre, Environment, Owner, DataClass];

    public void Visit(IConstruct node)
    {
        var tags = node switch
        {
            ITaggable resource => resource.Tags,
            ITaggableV2 resource => resource.CdkTagManager,
            _ => null,
        };
        if (tags is null)
            return;
        var found = tags.TagValues();
        var missing = All.Where(name => !found.TryGetValue(name, out var value) || string.IsNullOrWhiteSpace(value)).ToList();
        if (missing.Count > 0)
            Annotations.Of(node).AddError($"{node.Node.Path} lacks the tags {string.Join(", ", missing)}; every resource carries {string.Join(", ", All)}.");
    }
}
