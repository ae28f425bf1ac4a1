using Amazon.CDK.AWS.Budgets;
using Amazon.CDK.AWS.CE;
using Amazon.CDK.AWS.SNS;
using Constructs;

namespace LeadPlatform.Infra.Governance;

/// <summary>What the account may cost a month, and who is told before it does. Budgets and anomalies are an account's, so they stand in the primary region alone.</summary>
internal sealed class BudgetsStack : PlatformStack
{
    public static readonly int[] ActualPercents = [50, 80, 100];

    /// <summary>An anomaly is told from this much on, in US dollars.</summary>
    private const string AnomalyUsd = "50";

    public BudgetsStack(Construct scope, Deployment deployment, CfnTopic alerts)
        : base(scope, "budgets", deployment, DataClass.None, "Budget and anomaly detection")
    {
        _ = new CfnBudget(this, "Monthly", new CfnBudgetProps
        {
            Budget = new CfnBudget.BudgetDataProperty
            {
                BudgetName = deployment.Local("monthly"),
                BudgetType = "COST",
                TimeUnit = "MONTHLY",
                BudgetLimit = new CfnBudget.SpendProperty { Amount = deployment.Environment.MonthlyBudgetUsd, Unit = "USD" },
            },
            NotificationsWithSubscribers = ActualPercents.Select(percent => Notice("ACTUAL", percent, alerts)).Append(Notice("FORECASTED", 100, alerts)).ToArray(),
        });
        var monitor = new CfnAnomalyMonitor(this, "Services", new CfnAnomalyMonitorProps { MonitorName = deployment.Local("services"), MonitorType = "DIMENSIONAL", MonitorDimension = "SERVICE" });
        _ = new CfnAnomalySubscription(this, "Anomalies", new CfnAnomalySubscriptionProps
        {
            SubscriptionName = deployment.Local("anomalies"),
            Frequency = "IMMEDIATE",
            MonitorArnList = [monitor.AttrMonitorArn],
            Subscribers = new object[] { new CfnAnomalySubscription.SubscriberProperty { Type = "SNS", Address = alerts.Ref } },
            ThresholdExpression = $$"""{ "Dimensions":{"Key":"ANOMALY_TOTAL_IMPACT_ABSOLUTE","MatchOptions":["GREATER_THAN_OR_EQUAL"],"Values":["{{AnomalyUsd}}"] } }""",
        });
    }

    private static CfnBudget.NotificationWithSubscribersProperty Notice(string kind, int percent, CfnTopic alerts) => new()
    {
        Notification = new CfnBudget.NotificationProperty { NotificationType = kind, ComparisonOperator = "GREATER_THAN", Threshold = percent, ThresholdType = "PERCENTAGE" },
        Subscribers = new object[] { new CfnBudget.SubscriberProperty { SubscriptionType = "SNS", Address = alerts.Ref } },
    };
}
