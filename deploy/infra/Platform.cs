using Amazon.CDK;
using LeadPlatform.Infra.Data;
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
        Stores(app, deployment, keys, network, groups);
    }

    private static void Stores(App app, Deployment deployment, KeysStack keys, NetworkStack network, SecurityGroupsStack groups)
    {
        var personal = keys.Personal.AttrArn;
        _ = new BucketsStack(app, deployment, keys);
        _ = new FilesStack(app, deployment, network, groups, personal);
        var zone = new PrivateZoneStack(app, deployment, network).Zone;
        _ = new DatabaseStack(app, deployment, network, groups, personal, zone);
        _ = new CacheStack(app, deployment, network, groups, personal, keys.Internal.AttrArn, zone);
        _ = new GraphStack(app, deployment, network, groups, personal, zone);
        if (deployment.IsPrimary)
        {
            var secrets = new SecretsStack(app, deployment, personal);
            _ = new RotationStack(app, deployment, network, groups, secrets, personal);
        }
    }
}
