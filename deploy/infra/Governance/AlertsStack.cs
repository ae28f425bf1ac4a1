using Amazon.CDK.AWS.SNS;
using Constructs;

namespace LeadPlatform.Infra.Governance;

/// <summary>Where budgets, anomalies and failed backups are told.</summary>
internal sealed class AlertsStack : PlatformStack
{
    public AlertsStack(Construct scope, Deployment deployment, string keyArn)
        : base(scope, "alerts", deployment, DataClass.Internal, "Topic of alerts of the account")
    {
        Topic = new CfnTopic(this, "Topic", new CfnTopicProps
        {
            TopicName = deployment.Local("alerts"),
            KmsMasterKeyId = keyArn,
            Subscription = new object[] { new CfnTopic.SubscriptionProperty { Protocol = "email", Endpoint = deployment.Environment.AlertEmail } },
        });
        var own = Policies.When("StringEquals", "aws:SourceAccount", deployment.Account);
        _ = new CfnTopicPolicy(this, "TopicPolicy", new CfnTopicPolicyProps
        {
            Topics = [Topic.Ref],
            PolicyDocument = Policies.Document(
                Policies.AllowService("budgets.amazonaws.com", ["SNS:Publish"], [Topic.Ref], own),
                Policies.AllowService("costalerts.amazonaws.com", ["SNS:Publish"], [Topic.Ref], own),
                Policies.AllowService("backup.amazonaws.com", ["SNS:Publish"], [Topic.Ref], own),
                Policies.AllowService("cloudwatch.amazonaws.com", ["SNS:Publish"], [Topic.Ref], own),
                Policies.AllowService("events.amazonaws.com", ["SNS:Publish"], [Topic.Ref], own),
                Policies.DenyEveryone(["SNS:Publish"], [Topic.Ref], Policies.When("Bool", "aws:SecureTransport", "false"))),
        });
    }

    public CfnTopic Topic { get; }
}
