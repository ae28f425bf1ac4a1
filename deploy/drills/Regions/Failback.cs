namespace LeadPlatform.Drills.Regions;

/// <summary>The primary region is back: the platform returns to it, with nothing lost.</summary>
internal static class Failback
{
    public static Procedure Procedure { get; } = new(
        "failback",
        "Failback to the primary region",
        """
        For a Sunday's maintenance window ([maintenance](maintenance.md)), weeks after a [failover](failover.md) if need be. The first three steps take hours and disturb nobody; from `stop-services` until `first-lead` publishers get 503 with
        Retry-After, half an hour or less. Nothing is lost: what was captured is in the replica before it is promoted.
        """,
        [
            new Step(
                "reach",
                "Reach both regions",
                "The clusters have private endpoints: from the bastion or the VPN.",
                """
                test "$(aws sts get-caller-identity --query Account --output text)" = "$ACCOUNT"
                aws eks update-kubeconfig --region "$PRIMARY_REGION" --name "$PREFIX" --alias "$PREFIX-primary"
                aws eks update-kubeconfig --region "$STANDBY_REGION" --name "$PREFIX" --alias "$PREFIX-standby"
                """,
                """
                kubectl --context "$PREFIX-primary" wait node --all --for=condition=Ready --timeout=5s
                kubectl --context "$PREFIX-standby" wait node --all --for=condition=Ready --timeout=5s
                """,
                5),
            new Step(
                "set-aside",
                "Give the old primary's instance another name",
                "Its data ended with the failover; it is kept for who looks for leads that nobody else has. Its name is needed: the proxy and the stacks know it.",
                "aws rds modify-db-instance --region \"$PRIMARY_REGION\" --db-instance-identifier \"$PREFIX-postgres\" --new-db-instance-identifier \"$PREFIX-postgres-before-failover\" --apply-immediately",
                "test \"$(aws rds describe-db-instances --region \"$PRIMARY_REGION\" --db-instance-identifier \"$PREFIX-postgres-before-failover\" --query 'DBInstances[0].DBInstanceStatus' --output text)\" = available",
                20),
            new Step(
                "replicate",
                "Make a replica of the standby's database in the primary region",
                "With class, subnets, groups, key and parameters of the one set aside. It takes as long as copying the data.",
                """
                old() { aws rds describe-db-instances --region "$PRIMARY_REGION" --db-instance-identifier "$PREFIX-postgres-before-failover" --query "DBInstances[0].$1" --output text; }
                aws rds create-db-instance-read-replica --region "$PRIMARY_REGION" --db-instance-identifier "$PREFIX-postgres" --source-region "$STANDBY_REGION" --source-db-instance-identifier "arn:aws:rds:$STANDBY_REGION:$ACCOUNT:db:$PREFIX-postgres" \
                  --db-instance-class "$(old DBInstanceClass)" --db-subnet-group-name "$(old DBSubnetGroup.DBSubnetGroupName)" --vpc-security-group-ids "$(old 'VpcSecurityGroups[0].VpcSecurityGroupId')" \
                  --kms-key-id "$(old KmsKeyId)" --db-parameter-group-name "$(old 'DBParameterGroups[0].DBParameterGroupName')" --multi-az --deletion-protection --enable-iam-database-authentication --copy-tags-to-snapshot --no-publicly-accessible
                """,
                "test \"$(aws rds describe-db-instances --region \"$PRIMARY_REGION\" --db-instance-identifier \"$PREFIX-postgres\" --query 'DBInstances[0].DBInstanceStatus' --output text)\" = available",
                360),
            new Step(
                "stop-services",
                "Stop the services in the standby region",
                "The gateway first, so that what was captured is still published and recorded; then the others.",
                """
                kubectl --context "$PREFIX-standby" -n lead-platform scale rollout gateway --replicas=0
                kubectl --context "$PREFIX-standby" -n lead-platform wait pod -l app.kubernetes.io/component=gateway --for=delete --timeout=120s
                timeout 300 bash -c 'until kubectl --context "$PREFIX-standby" get --raw "/api/v1/namespaces/monitoring/services/kube-prometheus-stack-prometheus:9090/proxy/api/v1/query?query=max(leadplatform_messaging_messaging_outbox_age)" | jq -e ".data.result[0].value[1] | tonumber == 0"; do sleep 5; done'
                kubectl --context "$PREFIX-standby" -n lead-platform annotate scaledobject --all autoscaling.keda.sh/paused-replicas=0 --overwrite
                kubectl --context "$PREFIX-standby" -n lead-platform scale rollout --all --replicas=0
                """,
                """
                test -z "$(kubectl --context "$PREFIX-standby" -n lead-platform get pods -l 'app.kubernetes.io/component in (gateway, dataservice, backend, orchestrator, frontend)' -o name)"
                """,
                10),
            new Step(
                "lag",
                "Wait until the replica has everything",
                "Nothing writes any more; three minutes in a row without lag.",
                Step.Nothing,
                """
                lag=$(aws cloudwatch get-metric-statistics --region "$PRIMARY_REGION" --namespace AWS/RDS --metric-name ReplicaLag --dimensions "Name=DBInstanceIdentifier,Value=$PREFIX-postgres" --start-time "$(date -u -d '-3 minutes' +%FT%TZ)" --end-time "$(date -u +%FT%TZ)" --period 60 --statistics Maximum --query 'max(Datapoints[].Maximum)' --output text)
                echo "behind by $lag s"
                test "${lag%.*}" -lt 1
                """,
                15),
            new Step(
                "promote",
                "Promote the replica in the primary region",
                "Until here, starting the standby's services again undoes everything.",
                "aws rds promote-read-replica --region \"$PRIMARY_REGION\" --db-instance-identifier \"$PREFIX-postgres\" --backup-retention-period 35",
                """
                state=$(aws rds describe-db-instances --region "$PRIMARY_REGION" --db-instance-identifier "$PREFIX-postgres" --query 'DBInstances[0].[DBInstanceStatus,ReadReplicaSourceDBInstanceIdentifier]' --output text)
                test "$state" = "$(printf 'available\tNone')"
                """,
                40,
                Irreversible: true),
            new Step(
                "proxy",
                "Put it behind the proxy",
                "The services find it by the name they always use.",
                "aws rds register-db-proxy-targets --region \"$PRIMARY_REGION\" --db-proxy-name \"$PREFIX-postgres\" --db-instance-identifiers \"$PREFIX-postgres\"",
                "test \"$(aws rds describe-db-proxy-targets --region \"$PRIMARY_REGION\" --db-proxy-name \"$PREFIX-postgres\" --query 'Targets[0].TargetHealth.State' --output text)\" = AVAILABLE",
                15),
            new Step(
                "cache",
                "Make the primary's Redis the one that is written to",
                "As in the failover, the other way round.",
                """
                global=$(aws elasticache describe-global-replication-groups --region "$PRIMARY_REGION" --query "GlobalReplicationGroups[?ends_with(GlobalReplicationGroupId, '-$PREFIX-redis')].GlobalReplicationGroupId" --output text)
                aws elasticache failover-global-replication-group --region "$PRIMARY_REGION" --global-replication-group-id "$global" --primary-region "$PRIMARY_REGION" --primary-replication-group-id "$PREFIX-redis"
                """,
                """
                test "$(aws elasticache describe-global-replication-groups --region "$PRIMARY_REGION" --show-member-info --query "GlobalReplicationGroups[?ends_with(GlobalReplicationGroupId, '-$PREFIX-redis')].Members[] | [?Role=='PRIMARY'].ReplicationGroupRegion" --output text)" = "$PRIMARY_REGION"
                """,
                15),
            new Step(
                "streams",
                "Empty the streams of the primary region",
                "They hold events of before the failover, which were handled long ago or made again elsewhere. NATS is installed anew with the next step but one.",
                """
                kubectl --context "$PREFIX-primary" -n lead-platform delete statefulset nats --cascade=foreground --ignore-not-found
                kubectl --context "$PREFIX-primary" -n lead-platform delete pvc -l app.kubernetes.io/component=nats
                """,
                "test -z \"$(kubectl --context \"$PREFIX-primary\" -n lead-platform get pvc -l app.kubernetes.io/component=nats -o name)\"",
                10,
                Irreversible: true),
            SharedSteps.Rebuild("primary"),
            new Step(
                "services",
                "Start the services in the primary region",
                "Argo CD puts everything back as the repository says.",
                """
                kubectl --context "$PREFIX-primary" -n lead-platform annotate scaledobject --all autoscaling.keda.sh/paused-replicas-
                kubectl --context "$PREFIX-primary" -n argocd scale statefulset argocd-application-controller --replicas=1
                for service in gateway dataservice frontend; do
                  kubectl --context "$PREFIX-primary" -n lead-platform scale rollout "$service" --replicas=3
                done
                """,
                """
                kubectl --context "$PREFIX-primary" -n argocd wait application --all --for=jsonpath='{.status.health.status}'=Healthy --timeout=5s
                for service in gateway dataservice backend orchestrator frontend; do
                  kubectl --context "$PREFIX-primary" -n lead-platform wait rollout "$service" --for=jsonpath='{.status.phase}'=Healthy --timeout=5s
                done
                """,
                40),
            SharedSteps.Traffic("primary"),
            SharedSteps.FirstLead("failback", "primary"),
            SharedSteps.CaughtUp("primary"),
        ],
        """
        1. Make the standby again, within the day: `helm uninstall lead-platform` there, and deploy the standby's `database` and `graph` stacks ([infra](../infra)) after their promoted instances have been set aside; the replica is ready when
           [ReplicationLag](ReplicationLag.md) is quiet.
        2. The read replicas and the proxy's records of the primary belong to its stack; import the new instance under the old name (`cdk import`), then `cdk diff` must show nothing.
        3. Delete what was set aside when nobody has asked for it for 35 days, and not before its snapshot is there.
        """);
}
