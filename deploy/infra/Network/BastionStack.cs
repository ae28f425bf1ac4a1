using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.IAM;
using Constructs;

namespace LeadPlatform.Infra.Network;

/// <summary>The way to the cluster's private endpoint: an instance without a key, a public address or an open port, reached by Session Manager.</summary>
internal sealed class BastionStack : PlatformStack
{
    public BastionStack(Construct scope, Deployment deployment, NetworkStack network, SecurityGroupsStack groups, string volumeKeyArn)
        : base(scope, "bastion", deployment, DataClass.None, "Bastion reached by Session Manager only")
    {
        var role = Policies.ServiceRole(this, "Role", deployment.Global("bastion"), "ec2.amazonaws.com", ["AmazonSSMManagedInstanceCore"])
            .Accept("AwsSolutions-IAM4", "AWS keeps this policy as Session Manager needs it.");
        var profile = new CfnInstanceProfile(this, "Profile", new CfnInstanceProfileProps { Roles = [role.Ref] });
        var template = new CfnLaunchTemplate(this, "Template", new CfnLaunchTemplateProps
        {
            LaunchTemplateData = new CfnLaunchTemplate.LaunchTemplateDataProperty
            {
                MetadataOptions = new CfnLaunchTemplate.MetadataOptionsProperty { HttpTokens = "required", HttpEndpoint = "enabled", HttpPutResponseHopLimit = 1 },
                Monitoring = new CfnLaunchTemplate.MonitoringProperty { Enabled = true },
            },
            TagSpecifications = new object[] { new CfnLaunchTemplate.LaunchTemplateTagSpecificationProperty { ResourceType = "launch-template", Tags = Named(deployment.Local("bastion")) } },
        });
        var instance = new CfnInstance(this, "Instance", new CfnInstanceProps
        {
            ImageId = "{{resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64}}",
            InstanceType = "t4g.micro",
            SubnetId = network.Private[0].Ref,
            SecurityGroupIds = [groups.Bastion.AttrGroupId],
            IamInstanceProfile = profile.Ref,
            LaunchTemplate = new CfnInstance.LaunchTemplateSpecificationProperty { LaunchTemplateId = template.Ref, Version = template.AttrLatestVersionNumber },
            EbsOptimized = true,
            Monitoring = true,
            DisableApiTermination = true,
            BlockDeviceMappings = new object[]
            {
                new CfnInstance.BlockDeviceMappingProperty
                {
                    DeviceName = "/dev/xvda",
                    Ebs = new CfnInstance.EbsProperty { VolumeSize = 16, VolumeType = "gp3", Encrypted = true, KmsKeyId = volumeKeyArn },
                },
            },
            Tags = Named(deployment.Local("bastion")),
        });
        instance.Accept("ec2_instance_nitro_encryption_in_transit_check", "It speaks TLS alone, and to no other instance.");
        instance.Accept("ec2_instance_no_public_ip_check", "Its subnet gives no public addresses.");
        Tell("InstanceId", instance.Ref, "aws ssm start-session --target …");
    }
}
