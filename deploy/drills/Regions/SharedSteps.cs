namespace LeadPlatform.Drills.Regions;

/// <summary>Steps that both procedures take, each towards a region.</summary>
internal static class SharedSteps
{
    /// <summary>That of the chart's jobs which reach PostgreSQL; it has <c>nc</c>.</summary>
    public const string RelayImage = "postgres:17.5-alpine";

    /// <param name="role">primary or standby: where the services will run.</param>
    public static Step Rebuild(string role) => new(
        "rebuild",
        $"Put the missing events into the outboxes of the {role} region",
        """
        The streams of this region know nothing of what was under way elsewhere. It runs before any service writes here; what it does: [drills](../drills/README.md#rebuild). PostgreSQL lets in pods of the platform only, not the bastion: a pod with
        the labels of the job `maintenance`, by which its security group and its NetworkPolicy select it, passes connections on. It is reached through the cluster's API and listens to nothing else. The user is that of the secret.
        """,
        $$"""
        region=${{Region(role)}}
        secret() { aws secretsmanager get-secret-value --region "$region" --secret-id "lead-platform/production/database/$1" --query SecretString --output text | jq -r '"Username=\(.username);Password=\(.password)"'; }
        host=$(aws rds describe-db-instances --region "$region" --db-instance-identifier "$PREFIX-postgres" --query 'DBInstances[0].Endpoint.Address' --output text)
        remove() { kubectl --context "$PREFIX-{{role}}" -n lead-platform delete pod rebuild-relay --ignore-not-found; }
        remove
        trap remove EXIT
        kubectl --context "$PREFIX-{{role}}" -n lead-platform create -f - <<POD
        apiVersion: v1
        kind: Pod
        metadata:
          name: rebuild-relay
          labels: { app.kubernetes.io/name: lead-platform, app.kubernetes.io/component: maintenance }
          annotations: { linkerd.io/inject: disabled }
        spec:
          automountServiceAccountToken: false
          restartPolicy: Never
          activeDeadlineSeconds: 1800
          terminationGracePeriodSeconds: 0
          securityContext: { runAsNonRoot: true, runAsUser: 70, runAsGroup: 70, seccompProfile: { type: RuntimeDefault } }
          containers:
            - name: relay
              image: {{RelayImage}}
              command: [nc, -lk, -s, 127.0.0.1, -p, "5432", -e, nc, "$host", "5432"]
              resources: { requests: { cpu: 100m, memory: 64Mi }, limits: { memory: 128Mi } }
              securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: [ALL] } }
        POD
        kubectl --context "$PREFIX-{{role}}" -n lead-platform wait pod rebuild-relay --for=condition=Ready --timeout=300s
        kubectl --context "$PREFIX-{{role}}" -n lead-platform port-forward pod/rebuild-relay 15432:5432 &
        tunnel=$!
        trap 'kill "$tunnel" || true; remove' EXIT
        timeout 60 bash -c 'until (: </dev/tcp/127.0.0.1/15432) 2>/dev/null; do sleep 1; done'
        ConnectionStrings__leads="Host=127.0.0.1;Port=15432;Database=leads;SSL Mode=Require;$(secret leads)" \
          ConnectionStrings__backend="Host=127.0.0.1;Port=15432;Database=backend;SSL Mode=Require;$(secret backend)" \
          dotnet run --project deploy/drills -c Release -- rebuild | tee /tmp/rebuild.txt
        """,
        "grep -q 'Start the services' /tmp/rebuild.txt",
        20);

    public static Step Traffic(string role) => new(
        "traffic",
        $"Wait until callers reach the {role} region",
        """
        Route 53 answers with the region whose health check holds, Cloudflare asks it for the origin. Nothing is changed by hand: were the other region still answered with, its services would still be running.
        The load balancer is the one that [infra](../infra) made; the chart only keeps the gateway's pods in it (`edge.alb.targetGroupArn`).
        """,
        "dig +short \"$ORIGIN\"",
        $"""
        balancer=$(aws elbv2 describe-load-balancers --region "${Region(role)}" --names "$PREFIX" --query 'LoadBalancers[0].DNSName' --output text)
        addresses=$(dig +short "$balancer" | grep -E '^[0-9.]+$' | sort)
        test -n "$addresses"
        test "$(dig +short "$ORIGIN" | grep -E '^[0-9.]+$' | sort)" = "$addresses"
        """,
        10);

    /// <summary>A lead as publishers post them, by the public way.</summary>
    /// <param name="word">In its idempotency key: posted again it is the same lead.</param>
    public static Step FirstLead(string word, string role) => new(
        "first-lead",
        "Post a lead and see its outcome",
        "From outside, through Cloudflare, with the key of the public form. Until here it counts for the RTO.",
        Step.Nothing,
        $$$"""
        key=$(aws secretsmanager get-secret-value --region "${{{Region(role)}}}" --secret-id lead-platform/production/keys --query SecretString --output text | jq -r .form_source)
        answer=$(printf 'X-Api-Key: %s' "$key" | curl -sS -w '\n%{http_code}' "https://$DOMAIN/v1/leads" -H @- -H 'Content-Type: application/json' -H 'Prefer: wait=10' -H "Idempotency-Key: {{{word}}}-$(date -u +%F)" -d '{"line":"auto","contact":{"firstName":"Ada","lastName":"Byron","email":"ada.byron@example.com","phone":"(212) 555-0123","dateOfBirth":"1990-02-03","address":{"street":"1 Main Street","city":"New York","state":"NY","postalCode":"10001"}},"consent":{"text":"By clicking Get my quote I agree that Example Insurance may call, text and email me about insurance.","sellers":["Example Insurance"],"channels":["phone","sms","email"],"capturedAt":"'"$(date -u +%FT%TZ)"'","pageUrl":"https://quotes.example.com/auto","ip":"203.0.113.9"}}')
        test "$(tail -n 1 <<<"$answer")" = 201
        head -n -1 <<<"$answer" | jq -e '.status | IN("assigned", "unmatched", "duplicate")'
        """,
        10);

    public static Step CaughtUp(string role) => new(
        "caught-up",
        "Wait until nothing is left behind",
        "Events that waited are published, and no lead stands still.",
        Step.Nothing,
        $$"""
        ask() { kubectl --context "$PREFIX-{{role}}" get --raw "/api/v1/namespaces/monitoring/services/kube-prometheus-stack-prometheus:9090/proxy/api/v1/query?query=$1"; }
        ask 'max(leadplatform_messaging_messaging_outbox_age)' | jq -e '.data.result[0].value[1] | tonumber < 30'
        """,
        30);

    private static string Region(string role) => role == "primary" ? "PRIMARY_REGION" : "STANDBY_REGION";
}
