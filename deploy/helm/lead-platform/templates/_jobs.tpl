{{/*
The jobs, as YAML by name: `stores` they reach, `s3` and `gateway` where they reach those, `secret` they read, `image` they run. Everything about a job that more than
one template must know stands here: the jobs themselves, the NetworkPolicies, the secrets.
*/}}
{{- define "platform.jobs" -}}
{{- $v := .Values -}}
{{- if $v.platform.install }}
{{- if $v.jobs.migrate.enabled }}
leads-migrator: { stores: [leads], service: dataservice }
backend-migrator: { stores: [backend], service: backend }
{{- end }}
{{- if $v.jobs.retention.enabled }}
retention: { stores: [leads], secret: maintenance }
{{- end }}
{{- if $v.jobs.maintenance.enabled }}
maintenance: { stores: [leads, backend], secret: maintenance }
{{- end }}
{{- if $v.jobs.backup.enabled }}
backup-postgres: { stores: [leads, backend], s3: true, secret: maintenance }
backup-nats: { stores: [nats], s3: true, secret: backup-nats }
{{- if $v.stores.qdrant.host }}
backup-qdrant: { stores: [qdrant], s3: true, secret: backup-qdrant }
{{- end }}
{{- if $v.jobs.restoreCheck.enabled }}
restore-check: { stores: [], s3: true }
{{- end }}
{{- end }}
{{- range $name, $_ := $v.jobs.cli }}
cli-{{ $name }}: { stores: [], calls: [gateway], secret: cli }
{{- end }}
{{- end }}
{{- end -}}

{{/* What all CronJobs share. Takes (dict "root" $ "name" "retention" "schedule" "…" "deadline" seconds); the pod's containers and volumes follow it. */}}
{{- define "platform.cronJob" -}}
apiVersion: batch/v1
kind: CronJob
metadata:
  name: {{ .name }}
  labels: {{- include "platform.labels" (dict "root" .root "component" .name) | nindent 4 }}
spec:
  schedule: {{ .schedule | quote }}
  timeZone: America/New_York
  concurrencyPolicy: Forbid
  startingDeadlineSeconds: 1800
  successfulJobsHistoryLimit: 2
  failedJobsHistoryLimit: 3
  jobTemplate:
    spec:
      backoffLimit: 2
      activeDeadlineSeconds: {{ .deadline }}
      template:
        metadata:
          labels: {{- include "platform.labels" (dict "root" .root "component" .name) | nindent 12 }}
          annotations: {{- include "platform.meshAnnotations" (dict "root" .root "stores" .stores) | nindent 12 }}
            kubectl.kubernetes.io/default-container: {{ .container | default .name }}
        spec: {{- include "platform.jobPod" . | nindent 10 }}
{{- end -}}

{{/* Takes (dict "root" $ "name" "retention" "account" "…" "user" 1654). */}}
{{- define "platform.jobPod" -}}
serviceAccountName: {{ .account | default "jobs" }}
automountServiceAccountToken: false
restartPolicy: Never
priorityClassName: {{ include "platform.priorityClass" (dict "root" .root "class" "batch") }}
securityContext: {{- include "platform.podSecurity" (.user | default 1654) | nindent 2 }}
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- end -}}

{{- define "platform.jobResources" -}}
requests: { cpu: 100m, memory: 128Mi, ephemeral-storage: 1Gi }
limits: { memory: 512Mi, ephemeral-storage: 50Gi }
{{- end -}}

{{/* A container that runs one of files/jobs. Takes (dict "root" $ "name" "dump" "image" "…" "script" "postgres-dump.sh" "env" YAML). */}}
{{- define "platform.scriptContainer" -}}
- name: {{ .name }}
  image: {{ .image }}
  command: [/bin/sh, /jobs/{{ .script }}]
  {{- with .env }}
  env: {{- . | nindent 4 }}
  {{- end }}
  resources: {{- include "platform.jobResources" . | nindent 4 }}
  securityContext: {{- include "platform.containerSecurity" . | nindent 4 }}
  volumeMounts:
    - { name: jobs, mountPath: /jobs, readOnly: true }
    - { name: work, mountPath: /work }
    - { name: tmp, mountPath: /tmp }
    {{- if and .root.Values.stores.nats.tls (eq .script "nats-snapshot.sh") }}
    - { name: nats-ca, mountPath: /etc/lead-platform/nats, readOnly: true }
    {{- end }}
    {{- include "platform.csiMount" .root | nindent 4 }}
{{- end -}}

{{- define "platform.scriptVolumes" -}}
- name: jobs
  configMap: { name: jobs }
- name: work
  emptyDir: { sizeLimit: 50Gi }
- name: tmp
  emptyDir: { sizeLimit: 1Gi }
{{- end -}}
