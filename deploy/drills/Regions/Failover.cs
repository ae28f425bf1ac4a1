namespace LeadPlatform.Drills.Regions;

/// <summary>The primary region is lost: the standby takes over.</summary>
internal static class Failover
{
    public static Procedure Procedure { get; } = new(
        "failover",
        "Failover to the standby region",
        """
        For when the primary region will not be back within the hour. Whoever leads the incident ([incident](incident.md)) decides; a zone or an instance that fails is answered by the services themselves and needs none of this.

        | part | how it is over there | what is lost at most (RPO 1 h) | how long it takes (RTO 4 h) |
        |---|---|---|---|
        | leads, consents, assignments | replica of PostgreSQL, written behind | what the replica lacks: seconds, alert [ReplicationLag](ReplicationLag.md) at 30 s | promotion: minutes |
        | events under way | not at all: made again from the databases (`rebuild`) | nothing | minutes |
        | cache, limits | global datastore of Redis, written behind | nothing that counts: it is filled again | a minute |
        | graph | global database of Neptune; can be made again from PostgreSQL | nothing | minutes |
        | files, backups | replicated buckets | what was written in the last 15 minutes | none |
        | imports under way | not at all | their files are sent again; rows that are in are known by their keys | none |
        | services | images and secrets are there, the cluster is at minimum size | nothing | nodes and pods: up to half an hour |

        What was done for real, on one machine: a promotion under load, and a restore with events made again ([drills](../drills/README.md)). What never was: these commands against an account of AWS.
        """,
        [
            new Step(
                "reach",
                "Reach the standby region",
                "The clusters have private endpoints: from the bastion or the VPN.",
                """
                test "$(aws sts get-caller-identity --query Account --output text)" = "$ACCOUNT"
                aws eks update-kubeconfig --region "$STANDBY_REGION" --name "$PREFIX" --alias "$PREFIX-standby"
                """,
                "kubectl --context \"$PREFIX-standby\" wait node --all --for=condition=Ready --timeout=5s",
                5),
            new Step(
                "lag",
                "See what the replica lacks",
                "The last value before the region was lost is what is lost with it. Past an hour stop and think: is the primary's data reachable after all, or a backup newer?",
                "aws rds describe-db-instances --region \"$STANDBY_REGION\" --db-instance-identifier \"$PREFIX-postgres\" --query 'DBInstances[0].[DBInstanceStatus,ReadReplicaSourceDBInstanceIdentifier]' --output text",
                """
                lag=$(aws cloudwatch get-metric-statistics --region "$STANDBY_REGION" --namespace AWS/RDS --metric-name ReplicaLag --dimensions "Name=DBInstanceIdentifier,Value=$PREFIX-postgres" --start-time "$(date -u -d '-3 hours' +%FT%TZ)" --end-time "$(date -u +%FT%TZ)" --period 60 --statistics Maximum --query 'sort_by(Datapoints,&Timestamp)[-1].Maximum' --output text)
                echo "behind by $lag s"
                test "${lag%.*}" -lt 3600
                """,
                5),
            new Step(
                "fence-services",
                "Stop the services in the primary region",
                "So that nothing is captured on both sides. A region that does not answer at all can't be stopped from here: go on with `--from fence-database`, or where that API is away too, with `--from promote`.",
                """
                aws eks update-kubeconfig --region "$PRIMARY_REGION" --name "$PREFIX" --alias "$PREFIX-primary"
                kubectl --context "$PREFIX-primary" -n argocd scale statefulset argocd-application-controller --replicas=0
                kubectl --context "$PREFIX-primary" -n lead-platform annotate scaledobject --all autoscaling.keda.sh/paused-replicas=0 --overwrite
                kubectl --context "$PREFIX-primary" -n lead-platform scale rollout --all --replicas=0
                """,
                """
                test -z "$(kubectl --context "$PREFIX-primary" -n lead-platform get pods -l 'app.kubernetes.io/component in (gateway, dataservice, backend, orchestrator, frontend)' -o name)"
                """,
                10),
            new Step(
                "fence-database",
                "Take the primary's database off its proxy",
                "Services reach it by the proxy alone. Should they come back by themselves, they find no database, and publishers get 503.",
                "aws rds deregister-db-proxy-targets --region \"$PRIMARY_REGION\" --db-proxy-name \"$PREFIX-postgres\" --db-instance-identifiers \"$PREFIX-postgres\"",
                "test \"$(aws rds describe-db-proxy-targets --region \"$PRIMARY_REGION\" --db-proxy-name \"$PREFIX-postgres\" --query 'length(Targets)' --output text)\" = 0",
                5),
            new Step(
                "promote",
                "Promote the replica of PostgreSQL",
                "From here on the standby's database is the record, and the primary's is history.",
                "aws rds promote-read-replica --region \"$STANDBY_REGION\" --db-instance-identifier \"$PREFIX-postgres\" --backup-retention-period 35",
                """
                state=$(aws rds describe-db-instances --region "$STANDBY_REGION" --db-instance-identifier "$PREFIX-postgres" --query 'DBInstances[0].[DBInstanceStatus,ReadReplicaSourceDBInstanceIdentifier]' --output text)
                test "$state" = "$(printf 'available\tNone')"
                """,
                40,
                Irreversible: true),
            new Step(
                "cache",
                "Make the standby's Redis the one that is written to",
                "What it holds does not count: the cache of leads begins anew with every connection, and limits are counted again.",
                """
                global=$(aws elasticache describe-global-replication-groups --region "$STANDBY_REGION" --query "GlobalReplicationGroups[?ends_with(GlobalReplicationGroupId, '-$PREFIX-redis')].GlobalReplicationGroupId" --output text)
                aws elasticache failover-global-replication-group --region "$STANDBY_REGION" --global-replication-group-id "$global" --primary-region "$STANDBY_REGION" --primary-replication-group-id "$PREFIX-redis"
                """,
                """
                test "$(aws elasticache describe-global-replication-groups --region "$STANDBY_REGION" --show-member-info --query "GlobalReplicationGroups[?ends_with(GlobalReplicationGroupId, '-$PREFIX-redis')].Members[] | [?Role=='PRIMARY'].ReplicationGroupRegion" --output text)" = "$STANDBY_REGION"
                """,
                15),
            new Step(
                "graph",
                "Detach the standby's Neptune",
                "A cluster on its own takes writes. What the graph lacks is made again from PostgreSQL.",
                "aws neptune remove-from-global-cluster --region \"$STANDBY_REGION\" --global-cluster-identifier \"$PREFIX-graph\" --db-cluster-identifier \"arn:aws:rds:$STANDBY_REGION:$ACCOUNT:cluster:$PREFIX-neptune\"",
                "test \"$(aws neptune describe-db-clusters --region \"$STANDBY_REGION\" --db-cluster-identifier \"$PREFIX-neptune\" --query 'DBClusters[0].[Status,GlobalWriteForwardingStatus]' --output text | cut -f 1)\" = available",
                15,
                Irreversible: true),
            SharedSteps.Rebuild("standby"),
            new Step(
                "services",
                "Install the platform in the standby region",
                "The migrators run first and change nothing where the version is the same. Karpenter adds the nodes.",
                """
                helm --kube-context "$PREFIX-standby" upgrade --install lead-platform deploy/helm/lead-platform -n lead-platform \
                  -f deploy/helm/lead-platform/values-production.yaml -f deploy/gitops/environments/production/values.yaml -f deploy/gitops/environments/production/values-standby.yaml
                """,
                """
                for service in gateway dataservice backend orchestrator frontend; do
                  kubectl --context "$PREFIX-standby" -n lead-platform wait rollout "$service" --for=jsonpath='{.status.phase}'=Healthy --timeout=5s
                done
                """,
                40),
            SharedSteps.Traffic("standby"),
            SharedSteps.FirstLead("failover", "standby"),
            SharedSteps.CaughtUp("standby"),
        ],
        """
        1. Tell publishers from when on they send again: everything that was answered with 201 after the last lead in the standby's database (`SELECT max(received_at) FROM lead` right after `promote`), under the same idempotency keys; what is there
           already is answered with its lead. The time of `fence-services` is the latest moment it can be.
        2. Leads that only the old primary has can be read from its instance once it is back; it is kept and not written to.
        3. There is no standby now: the road back is [failback](failback.md), at a time of choice. Until then the daily backups go to the standby's bucket.
        4. The post-mortem gets the output of the procedure, with its times.
        """);
}
