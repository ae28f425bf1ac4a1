{{/* What a schema can't say: choices that exclude each other, and those that need another. Each message says what to set. */}}
{{- define "platform.checks" -}}
{{- $v := .Values -}}
{{- if $v.platform.install -}}
  {{- if not $v.publicAddress }}{{ fail "publicAddress is required: the address under which people and publishers reach the platform, such as https://leads.example.com." }}{{ end -}}
  {{- if and (ne $v.edge.kind "none") (not (hasPrefix "https://" $v.publicAddress)) }}{{ fail (printf "publicAddress is %s; with edge.kind %s it must start with https://." $v.publicAddress $v.edge.kind) }}{{ end -}}
{{- end -}}
{{- if $v.platform.install -}}
  {{- if not $v.mail.host }}{{ fail "mail.host is required: the SMTP server that sends invitations and links to reset a password, such as smtp.example.com." }}{{ end -}}
  {{- if and (eq $v.mail.tls "implicit") (eq (int $v.mail.port) 587) }}{{ fail "mail.port is 587, where a server begins without TLS: with mail.tls implicit give 465, or the server's own port." }}{{ end -}}
  {{- if and (eq $v.mail.tls "starttls") (eq (int $v.mail.port) 465) }}{{ fail "mail.port is 465, where a server begins with TLS: set mail.tls to implicit, or give 587." }}{{ end -}}
{{- end -}}
{{- if eq (include "platform.tag" .) "latest" }}{{ fail "image.tag is latest, which says nothing about what runs: give a version." }}{{ end -}}

{{- if eq $v.edge.kind "alb" -}}
  {{- if not $v.edge.alb.wafArn }}{{ fail "edge.alb.wafArn is required with edge.kind alb: the load balancer is never public without its firewall." }}{{ end -}}
  {{- if not $v.edge.alb.certificateArn }}{{ fail "edge.alb.certificateArn is required with edge.kind alb: the ACM certificate of publicAddress." }}{{ end -}}
  {{- if not $v.edge.alb.accessLogsBucket }}{{ fail "edge.alb.accessLogsBucket is required with edge.kind alb." }}{{ end -}}
  {{- if eq $v.certificates.issuer "acme" }}{{ fail "certificates.issuer acme and edge.kind alb exclude each other: the load balancer takes its certificate from ACM (edge.alb.certificateArn)." }}{{ end -}}
{{- end -}}
{{- if and (eq $v.edge.kind "controller") (eq $v.certificates.issuer "none") }}{{ fail "edge.kind controller needs a certificate: set certificates.issuer to acme or existing." }}{{ end -}}
{{- if and (eq $v.certificates.issuer "acme") (not $v.certificates.email) }}{{ fail "certificates.email is required with certificates.issuer acme." }}{{ end -}}
{{- if and (eq $v.certificates.issuer "existing") (not $v.certificates.clusterIssuer) }}{{ fail "certificates.clusterIssuer is required with certificates.issuer existing." }}{{ end -}}
{{- if and $v.edge.externalDns.enabled (eq $v.edge.kind "none") }}{{ fail "edge.externalDns.enabled needs an edge: set edge.kind to alb or controller." }}{{ end -}}

{{- if and (has $v.secrets.source (list "aws" "csi")) (not $v.secrets.region) }}{{ fail (printf "secrets.region is required with secrets.source %s." $v.secrets.source) }}{{ end -}}
{{- if and (eq $v.secrets.source "vault") (or (not $v.secrets.vault.server) (not $v.secrets.vault.role)) }}{{ fail "secrets.vault.server and secrets.vault.role are required with secrets.source vault." }}{{ end -}}
{{- if and (ne $v.secrets.source "vault") $v.secrets.vault.server }}{{ fail (printf "secrets.vault.server is set, but secrets.source is %s: choose one." $v.secrets.source) }}{{ end -}}

{{- range $name, $store := $v.stores -}}
  {{- if and $store.host (not $store.install) (not $store.networks) (include "platform.usesStore" (dict "root" $ "store" $name)) }}{{ fail (printf "stores.%s is outside the cluster, so stores.%s.networks must name its networks (CIDR): nothing else may be reached." $name $name) }}{{ end -}}
  {{- if and (not $store.host) (include "platform.usesStore" (dict "root" $ "store" $name)) }}{{ fail (printf "stores.%s is used by a service, but stores.%s.host is empty." $name $name) }}{{ end -}}
{{- end -}}
{{- if $v.stores.graph.install }}{{ fail "stores.graph.install is true, but the chart brings no graph store: give the host of Neptune or Neo4j, or leave it out." }}{{ end -}}

{{- if and (eq $v.platform.kind "Rollout") (not $v.monitoring.enabled) }}{{ fail "platform.kind Rollout needs monitoring.enabled: a canary is judged by its metrics." }}{{ end -}}
{{- if and $v.jobs.backup.enabled (not (hasPrefix "s3://" $v.jobs.backup.bucket)) }}{{ fail "jobs.backup.bucket is required where backups are on, such as s3://example-backups." }}{{ end -}}
{{- if and $v.jobs.restoreCheck.enabled (not $v.jobs.backup.enabled) }}{{ fail "jobs.restoreCheck.enabled needs jobs.backup.enabled: there would be nothing to restore." }}{{ end -}}
{{- include "platform.window" (dict "name" "jobs.maintenance" "schedule" $v.jobs.maintenance.schedule) -}}
{{- range $name, $job := $v.jobs.cli -}}
  {{- if $job.disruptive }}{{ include "platform.window" (dict "name" (printf "jobs.cli.%s" $name) "schedule" $job.schedule) }}{{ end -}}
{{- end -}}

{{- range $name, $_ := $v.services -}}
  {{- $service := fromYaml (include "platform.service" (dict "root" $ "name" $name)) -}}
  {{- range $service.calls -}}
    {{- if not (hasKey $v.services .) }}{{ fail (printf "services.%s.calls names %s, which is no service." $name .) }}{{ end -}}
  {{- end -}}
  {{- if and $service.spot (ne $name "orchestrator") }}{{ fail (printf "services.%s.spot is true: somebody waits for its answers, so only the orchestrator may run on spot nodes." $name) }}{{ end -}}
  {{- if and $service.autoscaling.enabled (lt (int $service.autoscaling.maxReplicas) (int $service.replicas)) }}{{ fail (printf "services.%s.autoscaling.maxReplicas is %d, below its %d replicas." $name (int $service.autoscaling.maxReplicas) (int $service.replicas)) }}{{ end -}}
  {{- if and $service.autoscaling.lag (not (has "nats" $service.stores)) }}{{ fail (printf "services.%s.autoscaling.lag is set, but the service does not use nats." $name) }}{{ end -}}
  {{- if and $service.volume (gt (int $service.replicas) 1) $service.volume.storageClass (ne ($service.volume.accessMode | default "ReadWriteOnce") "ReadWriteMany") }}{{ fail (printf "services.%s has %d replicas that share a volume: its accessMode must be ReadWriteMany." $name (int $service.replicas)) }}{{ end -}}
{{- end -}}
{{- end -}}

{{/* Disruptive work starts on Sunday at 2 or 3 o'clock; the time zone of every job is America/New_York. */}}
{{- define "platform.window" -}}
{{- if not (regexMatch "^[0-9]{1,2} [23] \\* \\* (0|7|SUN)$" .schedule) -}}
  {{- fail (printf "%s.schedule is '%s'; disruptive jobs start between 02:00 and 03:59 on Sundays (America/New_York), such as '10 2 * * 0'." .name .schedule) -}}
{{- end -}}
{{- end -}}

{{/* Not empty where a service uses the store. */}}
{{- define "platform.usesStore" -}}
{{- if .root.Values.platform.install -}}
{{- range $name, $_ := .root.Values.services -}}
  {{- $service := fromYaml (include "platform.service" (dict "root" $.root "name" $name)) -}}
  {{- if has $.store $service.stores }}x{{ end -}}
{{- end -}}
{{- end -}}
{{- end -}}
