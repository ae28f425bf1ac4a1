using System.Text.Json.Nodes;
using NJsonSchema;

namespace LeadPlatform.Deploy.Tests.Charts;

/// <summary>Wrong values are refused: by values.schema.json where one value is wrong, by the chart itself where two don't fit together.</summary>
public class ValuesTests
{
    private static readonly Lazy<Task<JsonSchema>> Schema = new(() => JsonSchema.FromFileAsync(Path.Combine(Repository.Chart, "values.schema.json")));

    public static TheoryData<string> Files => [.. Rendered.ValuesFiles];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_values_file_fits_the_schema(string values) =>
        (await FaultsAsync(File.ReadAllText(Path.Combine(Repository.Chart, values)))).ShouldBeEmpty();

    [Theory]
    [InlineData("publicAdress: https://leads.example.com", "#/publicAdress NoAdditionalPropertiesAllowed")]
    [InlineData("publicAddress: leads.example.com", "#/publicAddress PatternMismatch")]
    [InlineData("image: { tag: latest }", "#/image.tag PatternMismatch")]
    [InlineData("image: { digests: { gateway: abc } }", "#/image.digests.gateway AdditionalPropertiesNotValid")]
    [InlineData("services: { gateway: { replicas: many } }", "#/services.gateway.replicas IntegerExpected")]
    [InlineData("services: { gateway: { drain: { delaySeconds: 31 } } }", "#/services.gateway.drain.delaySeconds NumberTooBig")]
    [InlineData("services: { mailer: { replicas: 1 } }", "#/services.mailer NoAdditionalPropertiesAllowed")]
    [InlineData("services: { backend: { stores: [mysql] } }", "#/services.backend.stores[0] ArrayItemNotValid")]
    [InlineData("stores: { nats: { replicas: 2 } }", "#/stores.nats.replicas NotInEnumeration")]
    [InlineData("stores: { leads: { networks: [10.0.0.0] } }", "#/stores.leads.networks[0] ArrayItemNotValid")]
    [InlineData("mail: { host: \"smtp.example.com:587\" }", "#/mail.host PatternMismatch")]
    [InlineData("mail: { port: 70000 }", "#/mail.port NumberTooBig")]
    [InlineData("mail: { tls: none }", "#/mail.tls NotInEnumeration")]
    [InlineData("mail: { from: \"Leads <leads@example.com>\" }", "#/mail.from PatternMismatch")]
    [InlineData("mail: { networks: [10.0.0.0] }", "#/mail.networks[0] ArrayItemNotValid")]
    [InlineData("mail: { folder: /tmp }", "#/mail.folder NoAdditionalPropertiesAllowed")]
    [InlineData("secrets: { source: env }", "#/secrets.source NotInEnumeration")]
    [InlineData("edge: { alb: { tlsPolicy: ELBSecurityPolicy-2016-08 } }", "#/edge.alb.tlsPolicy PatternMismatch")]
    [InlineData("inCluster: { nats: { image: \"nats:latest\" } }", "#/inCluster.nats.image PatternMismatch")]
    [InlineData("labels: { data-class: secret }", "#/labels.data-class NotInEnumeration")]
    [InlineData("jobs: { backup: { bucket: backups } }", "#/jobs.backup.bucket PatternMismatch")]
    [InlineData("mesh: { enabled: \"yes\" }", "#/mesh.enabled BooleanExpected")]
    public async Task A_wrong_value_is_refused_with_its_place(string values, string fault) => (await FaultsAsync(values)).ShouldBe([fault]);

    [Theory]
    [InlineData("publicAddress: \"\"", "publicAddress is required: the address under which people and publishers reach the platform, such as https://leads.example.com.")]
    [InlineData("mail: { host: \"\" }", "mail.host is required: the SMTP server that sends invitations and links to reset a password, such as smtp.example.com.")]
    [InlineData("mail: { tls: implicit }", "mail.port is 587, where a server begins without TLS: with mail.tls implicit give 465, or the server's own port.")]
    [InlineData("mail: { port: 465 }", "mail.port is 465, where a server begins with TLS: set mail.tls to implicit, or give 587.")]
    [InlineData("edge: { kind: alb }", "publicAddress is http://localhost:8080; with edge.kind alb it must start with https://.")]
    [InlineData("{ publicAddress: https://a.example.com, edge: { kind: alb } }", "edge.alb.wafArn is required with edge.kind alb: the load balancer is never public without its firewall.")]
    [InlineData("{ publicAddress: https://a.example.com, edge: { kind: controller } }", "edge.kind controller needs a certificate: set certificates.issuer to acme or existing.")]
    [InlineData("certificates: { issuer: acme }", "certificates.email is required with certificates.issuer acme.")]
    [InlineData("secrets: { source: csi }", "secrets.region is required with secrets.source csi.")]
    [InlineData("secrets: { source: aws, region: us-east-1, vault: { server: \"https://vault.example.com\" } }", "secrets.vault.server is set, but secrets.source is aws: choose one.")]
    [InlineData("stores: { redis: { install: false, host: redis.example.com } }", "stores.redis is outside the cluster, so stores.redis.networks must name its networks (CIDR): nothing else may be reached.")]
    [InlineData("services: { dataservice: { stores: [leads, redis, nats, qdrant] } }", "stores.qdrant is used by a service, but stores.qdrant.host is empty.")]
    [InlineData("platform: { kind: Rollout }", "platform.kind Rollout needs monitoring.enabled: a canary is judged by its metrics.")]
    [InlineData("jobs: { backup: { enabled: true } }", "jobs.backup.bucket is required where backups are on, such as s3://example-backups.")]
    [InlineData("jobs: { restoreCheck: { enabled: true } }", "jobs.restoreCheck.enabled needs jobs.backup.enabled: there would be nothing to restore.")]
    [InlineData("jobs: { maintenance: { schedule: \"10 4 * * 0\" } }", "jobs.maintenance.schedule is '10 4 * * 0'; disruptive jobs start between 02:00 and 03:59 on Sundays (America/New_York), such as '10 2 * * 0'.")]
    [InlineData("jobs: { cli: { merge: { schedule: \"0 2 * * 1\", args: [merge], disruptive: true } } }", "jobs.cli.merge.schedule is '0 2 * * 1'; disruptive jobs start between 02:00 and 03:59 on Sundays (America/New_York), such as '10 2 * * 0'.")]
    [InlineData("services: { backend: { spot: true } }", "services.backend.spot is true: somebody waits for its answers, so only the orchestrator may run on spot nodes.")]
    [InlineData("services: { gateway: { calls: [mailer] } }", "services.gateway.calls names mailer, which is no service.")]
    [InlineData("services: { gateway: { autoscaling: { enabled: true, maxReplicas: 1 } } }", "services.gateway.autoscaling.maxReplicas is 1, below its 2 replicas.")]
    [InlineData("services: { dataservice: { volume: { storageClass: gp3 } } }", "services.dataservice has 2 replicas that share a volume: its accessMode must be ReadWriteMany.")]
    public async Task Values_that_do_not_fit_together_are_refused_with_what_to_do(string values, string message)
    {
        var run = await Rendered.TryAsync("ci/small-values.yaml", values);
        run.ExitCode.ShouldNotBe(0);
        run.Errors.ShouldContain(message);
    }

    private static async Task<IReadOnlyList<string>> FaultsAsync(string values)
    {
        var all = Yaml.File("deploy/helm/lead-platform/values.yaml");
        foreach (var over in Yaml.Documents(values))
            Merge(all, over);
        return [.. (await Schema.Value).Validate(all.ToJsonString()).Select(fault => $"{fault.Path} {fault.Kind}")];
    }

    private static void Merge(JsonObject below, JsonObject above)
    {
        foreach (var (key, value) in above)
        {
            if (value is JsonObject over && below[key] is JsonObject under)
                Merge(under, over);
            else
                below[key] = value?.DeepClone();
        }
    }
}
