using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.WAFv2;
using Constructs;

namespace LeadPlatform.Infra.Edge;

/// <summary>
/// The firewall of the load balancer, behind Cloudflare's. Every address it judges is the one that Cloudflare saw (<c>CF-Connecting-IP</c>), which can be believed because only Cloudflare reaches the load balancer.
/// </summary>
internal sealed class FirewallStack : PlatformStack
{
    private const string Caller = "CF-Connecting-IP";

    /// <summary>Requests of 10,000,000 bytes or more, by what they say of their length; the gateway counts each route's own, smaller limit. Imports are streams of up to 2 GiB.</summary>
    private const string TooLong = "^[0-9]{8,}$";

    public FirewallStack(Construct scope, Deployment deployment, string logKeyArn)
        : base(scope, "firewall", deployment, DataClass.Internal, "WAF")
    {
        WebAcl = new CfnWebACL(this, "WebAcl", new CfnWebACLProps
        {
            Name = deployment.Prefix,
            Scope = "REGIONAL",
            DefaultAction = new CfnWebACL.DefaultActionProperty { Allow = new CfnWebACL.AllowActionProperty() },
            VisibilityConfig = Seen("all"),
            Rules = new object[]
            {
                Own(0, "countries", OutsideOf(deployment.Environment.AllowedCountries)),
                Managed(1, "AWSManagedRulesAmazonIpReputationList"),
                Own(2, "rate", Rate(deployment.Environment.RequestsPerAddress)),
                Own(3, "body-size", LongBody()),
                // Its own limit is 8 KiB for every body, and a lead may have 64 KiB; the rule above and the gateway hold the size.
                Managed(4, "AWSManagedRulesCommonRuleSet", counted: "SizeRestrictions_BODY"),
                Managed(5, "AWSManagedRulesKnownBadInputsRuleSet"),
                Managed(6, "AWSManagedRulesSQLiRuleSet"),
            },
        });
        // WAF writes to log groups of this prefix only.
        var logs = new CfnLogGroup(this, "Logs", new CfnLogGroupProps { LogGroupName = $"aws-waf-logs-{deployment.Prefix}", RetentionInDays = 90, KmsKeyId = logKeyArn })
            .Accept("cloudwatch_log_group_encrypted_check", Acceptance.ImportedKey)
            .Accept("cloudwatch_log_group_retention_period_check", "Addresses of callers are personal data; they are kept for 90 days and no longer.");
        _ = new CfnLoggingConfiguration(this, "Logging", new CfnLoggingConfigurationProps
        {
            ResourceArn = WebAcl.AttrArn,
            LogDestinationConfigs = [$"arn:aws:logs:{deployment.Region}:{deployment.Account}:log-group:{logs.Ref}"],
            RedactedFields = new[] { "authorization", "cookie", "x-api-key" }
                .Select(header => new CfnLoggingConfiguration.FieldToMatchProperty { SingleHeader = new Dictionary<string, string> { ["Name"] = header } })
                // Forms and searches carry consumers' data in the query.
                .Append(new CfnLoggingConfiguration.FieldToMatchProperty { QueryString = new Dictionary<string, object>() }).ToArray(),
        });
        Tell("WebAclArn", WebAcl.AttrArn, "edge.alb.wafArn of the chart");
    }

    public CfnWebACL WebAcl { get; }

    private static CfnWebACL.VisibilityConfigProperty Seen(string metric) => new() { CloudWatchMetricsEnabled = true, SampledRequestsEnabled = false, MetricName = metric };

    private static CfnWebACL.RuleProperty Own(int priority, string name, CfnWebACL.StatementProperty statement) => new()
    {
        Name = name,
        Priority = priority,
        Action = new CfnWebACL.RuleActionProperty { Block = new CfnWebACL.BlockActionProperty() },
        Statement = statement,
        VisibilityConfig = Seen(name),
    };

    private static CfnWebACL.RuleProperty Managed(int priority, string name, string? counted = null) => new()
    {
        Name = name,
        Priority = priority,
        OverrideAction = new CfnWebACL.OverrideActionProperty { None = new Dictionary<string, object>() },
        Statement = new CfnWebACL.StatementProperty
        {
            ManagedRuleGroupStatement = new CfnWebACL.ManagedRuleGroupStatementProperty
            {
                VendorName = "AWS",
                Name = name,
                RuleActionOverrides = counted is null
                    ? null
                    : new object[] { new CfnWebACL.RuleActionOverrideProperty { Name = counted, ActionToUse = new CfnWebACL.RuleActionProperty { Count = new CfnWebACL.CountActionProperty() } } },
            },
        },
        VisibilityConfig = Seen(name),
    };

    private static CfnWebACL.StatementProperty OutsideOf(IReadOnlyList<string> countries) => new()
    {
        NotStatement = new CfnWebACL.NotStatementProperty
        {
            Statement = new CfnWebACL.StatementProperty
            {
                GeoMatchStatement = new CfnWebACL.GeoMatchStatementProperty
                {
                    CountryCodes = [.. countries],
                    ForwardedIpConfig = new CfnWebACL.ForwardedIPConfigurationProperty { HeaderName = Caller, FallbackBehavior = "NO_MATCH" },
                },
            },
        },
    };

    private static CfnWebACL.StatementProperty Rate(int limit) => new()
    {
        RateBasedStatement = new CfnWebACL.RateBasedStatementProperty
        {
            Limit = limit,
            EvaluationWindowSec = 300,
            AggregateKeyType = "FORWARDED_IP",
            ForwardedIpConfig = new CfnWebACL.ForwardedIPConfigurationProperty { HeaderName = Caller, FallbackBehavior = "MATCH" },
        },
    };

    private static CfnWebACL.StatementProperty LongBody() => new()
    {
        AndStatement = new CfnWebACL.AndStatementProperty
        {
            Statements = new object[]
            {
                new CfnWebACL.StatementProperty
                {
                    RegexMatchStatement = new CfnWebACL.RegexMatchStatementProperty
                    {
                        RegexString = TooLong,
                        FieldToMatch = new CfnWebACL.FieldToMatchProperty { SingleHeader = new Dictionary<string, string> { ["Name"] = "content-length" } },
                        TextTransformations = new object[] { new CfnWebACL.TextTransformationProperty { Priority = 0, Type = "NONE" } },
                    },
                },
                new CfnWebACL.StatementProperty
                {
                    NotStatement = new CfnWebACL.NotStatementProperty
                    {
                        Statement = new CfnWebACL.StatementProperty
                        {
                            ByteMatchStatement = new CfnWebACL.ByteMatchStatementProperty
                            {
                                SearchString = "/v1/imports",
                                PositionalConstraint = "STARTS_WITH",
                                FieldToMatch = new CfnWebACL.FieldToMatchProperty { UriPath = new Dictionary<string, object>() },
                                TextTransformations = new object[] { new CfnWebACL.TextTransformationProperty { Priority = 0, Type = "NORMALIZE_PATH" } },
                            },
                        },
                    },
                },
            },
        },
    };
}
