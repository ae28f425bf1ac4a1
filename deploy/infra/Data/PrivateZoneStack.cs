using Amazon.CDK.AWS.Route53;
using Constructs;
using LeadPlatform.Infra.Network;

namespace LeadPlatform.Infra.Data;

/// <summary>Names of the stores that are the same in both regions and environments, so that the chart's values need no change after a failover.</summary>
internal sealed class PrivateZoneStack : PlatformStack
{
    public PrivateZoneStack(Construct scope, Deployment deployment, NetworkStack network)
        : base(scope, "private-zone", deployment, DataClass.None, "Private names of the stores") =>
        Zone = new CfnHostedZone(this, "Zone", new CfnHostedZoneProps
        {
            Name = Deployment.PrivateZone,
            Vpcs = new object[] { new CfnHostedZone.VPCProperty { VpcId = network.Vpc.Ref, VpcRegion = deployment.Region } },
        });

    public CfnHostedZone Zone { get; }
}
