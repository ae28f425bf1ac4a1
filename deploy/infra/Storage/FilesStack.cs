using Amazon.CDK;
using Amazon.CDK.AWS.EFS;
using Constructs;
using LeadPlatform.Infra.Network;

namespace LeadPlatform.Infra.Storage;

/// <summary>The file system that DataService's instances share for the files of imports; storage class <c>efs</c> of the chart.</summary>
internal sealed class FilesStack : PlatformStack
{
    public FilesStack(Construct scope, Deployment deployment, NetworkStack network, SecurityGroupsStack groups, string keyArn)
        : base(scope, "files", deployment, DataClass.Personal, "EFS for files of imports")
    {
        var files = new CfnFileSystem(this, "Imports", new CfnFileSystemProps
        {
            Encrypted = true,
            KmsKeyId = keyArn,
            PerformanceMode = "generalPurpose",
            ThroughputMode = "elastic",
            BackupPolicy = new CfnFileSystem.BackupPolicyProperty { Status = "DISABLED" },
            LifecyclePolicies = new object[] { new CfnFileSystem.LifecyclePolicyProperty { TransitionToIa = "AFTER_30_DAYS" } },
            FileSystemTags = [new CfnFileSystem.ElasticFileSystemTagProperty { Key = "Name", Value = deployment.Local("imports") }],
        });
        files.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
        files.Accept("efs_automatic_backups_enabled_check", "The plan of the backup stack takes it by its tag, and copies it to the other region.");
        Amazon.CDK.Tags.Of(files).Add("backup", "daily");
        for (var i = 0; i < network.Private.Count; i++)
            _ = new CfnMountTarget(this, $"Mount{i}", new CfnMountTargetProps { FileSystemId = files.Ref, SubnetId = network.Private[i].Ref, SecurityGroups = [groups.Files.AttrGroupId] });
        Tell("FileSystemId", files.Ref, "fileSystemId of the storage class efs");
    }
}
