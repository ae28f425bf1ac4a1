using Amazon.CDK;
using Amazon.CDK.AWS.ECR;
using Constructs;

namespace LeadPlatform.Infra.Cluster;

/// <summary>The registry: one repository an image, whose tags never move, copied to the standby region.</summary>
internal sealed class ImagesStack : PlatformStack
{
    private static readonly string[] Images = ["gateway", "dataservice", "orchestrator", "backend", "frontend", "cli"];

    public ImagesStack(Construct scope, Deployment deployment, string keyArn)
        : base(scope, "images", deployment, DataClass.Internal, "Image repositories")
    {
        foreach (var image in Images)
        {
            var repository = new CfnRepository(this, image, new CfnRepositoryProps
            {
                RepositoryName = $"lead-platform/{image}",
                ImageTagMutability = "IMMUTABLE",
                ImageScanningConfiguration = new CfnRepository.ImageScanningConfigurationProperty { ScanOnPush = true },
                EncryptionConfiguration = new CfnRepository.EncryptionConfigurationProperty { EncryptionType = "KMS", KmsKey = keyArn },
                LifecyclePolicy = new CfnRepository.LifecyclePolicyProperty
                {
                    LifecyclePolicyText = """{"rules":[{"rulePriority":1,"description":"The newest 50","selection":{"tagStatus":"any","countType":"imageCountMoreThan","countNumber":50},"action":{"type":"expire"}}]}""",
                },
            });
            repository.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
        }

        if (deployment.IsPrimary)
        {
            _ = new CfnReplicationConfiguration(this, "Replication", new CfnReplicationConfigurationProps
            {
                ReplicationConfiguration = new CfnReplicationConfiguration.ReplicationConfigurationProperty
                {
                    Rules = new object[]
                    {
                        new CfnReplicationConfiguration.ReplicationRuleProperty
                        {
                            Destinations = new object[] { new CfnReplicationConfiguration.ReplicationDestinationProperty { Region = deployment.OtherRegion, RegistryId = deployment.Account } },
                            RepositoryFilters = new object[] { new CfnReplicationConfiguration.RepositoryFilterProperty { Filter = "lead-platform/", FilterType = "PREFIX_MATCH" } },
                        },
                    },
                },
            });
        }

        Tell("Registry", $"{deployment.Account}.dkr.ecr.{deployment.Region}.amazonaws.com/lead-platform", "image.registry of the chart");
    }
}
