using Amazon.CDK.AWS.EC2;
using Constructs;

namespace LeadPlatform.Infra.Network;

/// <summary>Ways to AWS that don't leave the VPC: S3 by a gateway, which costs nothing, the others by an address in each private subnet.</summary>
internal sealed class EndpointsStack : PlatformStack
{
    private static readonly (string Id, string Service)[] Interfaces =
    [
        ("EcrApi", "ecr.api"), ("EcrDocker", "ecr.dkr"), ("Sts", "sts"), ("SecretsManager", "secretsmanager"), ("Kms", "kms"), ("Logs", "logs"),
        // Karpenter reads the interruptions of spot nodes there.
        ("Sqs", "sqs"),
    ];

    public EndpointsStack(Construct scope, Deployment deployment, NetworkStack network, SecurityGroupsStack groups)
        : base(scope, "endpoints", deployment, DataClass.None, "Gateway and interface endpoints")
    {
        _ = new CfnVPCEndpoint(this, "S3", new CfnVPCEndpointProps
        {
            VpcId = network.Vpc.Ref,
            ServiceName = $"com.amazonaws.{deployment.Region}.s3",
            VpcEndpointType = "Gateway",
            RouteTableIds = [.. network.PrivateRouteTables.Select(table => table.Ref)],
        });
        foreach (var (id, service) in Interfaces)
        {
            _ = new CfnVPCEndpoint(this, id, new CfnVPCEndpointProps
            {
                VpcId = network.Vpc.Ref,
                ServiceName = $"com.amazonaws.{deployment.Region}.{service}",
                VpcEndpointType = "Interface",
                PrivateDnsEnabled = true,
                SubnetIds = network.PrivateIds,
                SecurityGroupIds = [groups.Endpoints.AttrGroupId],
            });
        }
    }
}
