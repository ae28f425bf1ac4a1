namespace LeadPlatform.Infra.Tests;

public class GovernanceTests
{
    [Theory]
    [InlineData("production", 9500)]
    [InlineData("staging", 4000)]
    public async Task The_budget_warns_at_50_80_and_100_percent_and_by_forecast(string environment, int usd)
    {
        var stack = await Synthesized.StackAsync($"{environment}-primary-budgets");
        var budget = stack.Single("AWS::Budgets::Budget");
        ((int)budget["Budget"]!["BudgetLimit"]!["Amount"]!).ShouldBe(usd);
        budget["NotificationsWithSubscribers"]!.AsArray().Select(one => $"{one!["Notification"]!["NotificationType"]} {one["Notification"]!["Threshold"]}")
            .ShouldBe(["ACTUAL 50", "ACTUAL 80", "ACTUAL 100", "FORECASTED 100"]);
        stack.Of("AWS::CE::AnomalyMonitor").ShouldHaveSingleItem();
        stack.Of("AWS::CE::AnomalySubscription").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Backups_are_daily_and_copied_to_the_other_region()
    {
        var stack = await Synthesized.StackAsync("production-primary-backup");
        var rules = stack.Single("AWS::Backup::BackupPlan")["BackupPlan"]!["BackupPlanRule"]!.AsArray();
        rules.Select(rule => $"{rule!["RuleName"]} {rule["ScheduleExpression"]} {rule["Lifecycle"]!["DeleteAfterDays"]}").ShouldBe(["daily cron(0 5 * * ? *) 35", "monthly cron(0 7 1 * ? *) 365"]);
        rules.ShouldAllBe(rule => (string)rule!["CopyActions"]![0]!["DestinationBackupVaultArn"]! == "arn:aws:backup:us-west-2:111122223333:backup-vault:lead-platform-vault");
        (await Synthesized.StackAsync("production-standby-backup")).Of("AWS::Backup::BackupVault").ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("database", "AWS::RDS::DBInstance")]
    [InlineData("graph", "AWS::Neptune::DBCluster")]
    [InlineData("files", "AWS::EFS::FileSystem")]
    public async Task What_holds_data_is_in_the_plan(string stack, string type)
    {
        foreach (var (id, properties) in (await Synthesized.StackAsync($"production-primary-{stack}")).Of(type))
            (properties["Tags"] ?? properties["FileSystemTags"])!.AsArray().Select(tag => $"{tag!["Key"]}={tag["Value"]}").ShouldContain("backup=daily", id);
    }

    [Fact]
    public async Task The_trail_covers_all_regions_and_is_validated()
    {
        var trail = (await Synthesized.StackAsync("production-primary-trail")).Single("AWS::CloudTrail::Trail");
        ((bool)trail["IsMultiRegionTrail"]! && (bool)trail["EnableLogFileValidation"]! && (bool)trail["IsLogging"]!).ShouldBeTrue();
    }

    [Theory]
    [InlineData("production-primary")]
    [InlineData("production-standby")]
    public async Task Each_region_is_watched(string place)
    {
        var stack = await Synthesized.StackAsync($"{place}-watch");
        stack.Of("AWS::Config::ConfigRule").Count().ShouldBe(25);
        stack.Of("AWS::GuardDuty::Detector").ShouldHaveSingleItem();
        stack.Of("AWS::SecurityHub::Standard").Count().ShouldBe(3);
    }
}
