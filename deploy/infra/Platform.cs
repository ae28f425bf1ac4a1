using Amazon.CDK;
using Amazon.CDK.AWS.SNS;
using LeadPlatform.Infra.Backup;
using LeadPlatform.Infra.Cluster;
using LeadPlatform.Infra.Data;
using LeadPlatform.Infra.Edge;
using LeadPlatform.Infra.Governance;
using LeadPlatform.Infra.Network;
using LeadPlatform.Infra.Settings;
using LeadPlatform.Infra.Storage;

namespace LeadPlatform.Infra;

/// <summary>Every stack of every environment and region: the table of contents.</summary>
internal static class Platform
{
    public static void Build(App app, PlatformSettings settings)
    {
        foreach (var environment in settings.Environments)
            foreach (var region in environment.Regions)
                Build(app, new Deployment(settings, environment, region));
        foreach (var stack in app.Node.Children.OfType<PlatformStack>())
            Aspects.Of(stack).Add(new RequiredTags());
    }

    private static void Build(App app, Deployment deployment)
    {
        var keys = new KeysStack(app, deployment);
        var network = new NetworkStack(app, deployment, keys.Internal.AttrArn);
        var groups = new SecurityGroupsStack(app, deployment, network);
        _ = new EndpointsStack(app, deployment, network, groups);
        _ = new BastionStack(app, deployment, network, groups, keys.Internal.AttrArn);
        var (buckets, database, graph) = Stores(app, deployment, keys, network, groups);
        _ = new ImagesStack(app, deployment, keys.Internal.AttrArn);
        var cluster = new ClusterStack(app, deployment, network, groups, keys);
        _ = new NodesStack(app, deployment, network, groups, cluster, keys.Internal.AttrArn);
        _ = new KarpenterStack(app, deployment, cluster, keys.Internal.AttrArn);
        _ = new ServiceRolesStack(app, deployment, cluster, keys, buckets, database, graph);
        var alerts = new AlertsStack(app, deployment, keys.Internal.AttrArn).Topic;
        var firewall = new FirewallStack(app, deployment, keys.Internal.AttrArn);
        _ = new FailoverStack(app, deployment, new LoadBalancerStack(app, deployment, network, groups, buckets, firewall), alerts);
        Govern(app, deployment, keys, buckets, alerts);
    }

    private static (BucketsStack Buckets, DatabaseStack Database, GraphStack Graph) Stores(App app, Deployment deployment, KeysStack keys, NetworkStack network, SecurityGroupsStack groups)
    {
        var personal = keys.Personal.AttrArn;
        var buckets = new BucketsStack(app, deployment, keys);
        _ = new FilesStack(app, deployment, network, groups, personal);
        var zone = new PrivateZoneStack(app, deployment, network).Zone;
        var database = new DatabaseStack(app, deployment, network, groups, personal, zone);
        _ = new CacheStack(app, deployment, network, groups, personal, keys.Internal.AttrArn, zone);
        var graph = new GraphStack(app, deployment, network, groups, personal, zone);
        if (deployment.IsPrimary)
        {
            var secrets = new SecretsStack(app, deployment, personal);
            _ = new RotationStack(app, deployment, network, groups, secrets, personal);
        }

        return (buckets, database, graph);
    }

    private static void Govern(App app, Deployment deployment, KeysStack keys, BucketsStack buckets, CfnTopic alerts)
    {
        _ = new BackupStack(app, deployment, keys, alerts);
        _ = new WatchStack(app, deployment, keys, buckets);
        if (!deployment.IsPrimary)
            return;
        _ = new TrailStack(app, deployment, keys, buckets);
        _ = new BudgetsStack(app, deployment, alerts);
    }
}
