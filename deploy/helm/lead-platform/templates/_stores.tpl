{{/* Head of a store's StatefulSet with its Services. Takes (dict "root" $ "name" "nats" "replicas" 3 "user" 1000 "ports" list of names and numbers "peers" bool); containers and volumes follow. */}}
{{- define "platform.store" -}}
{{- $component := dict "root" .root "component" .name -}}
{{- $labels := include "platform.labels" $component -}}
apiVersion: v1
kind: Service
metadata:
  name: {{ .name }}
  labels: {{- $labels | nindent 4 }}
spec:
  selector: {{- include "platform.selectorLabels" $component | nindent 4 }}
  ports:
    {{- range .ports }}
    - { name: {{ .name }}, port: {{ .port }}, targetPort: {{ .name }} }
    {{- end }}
---
apiVersion: v1
kind: Service
metadata:
  name: {{ .name }}-peers
  labels: {{- $labels | nindent 4 }}
spec:
  clusterIP: None
  publishNotReadyAddresses: true
  selector: {{- include "platform.selectorLabels" $component | nindent 4 }}
  ports:
    {{- range .ports }}
    - { name: {{ .name }}, port: {{ .port }}, targetPort: {{ .name }} }
    {{- end }}
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ .name }}
  labels: {{- $labels | nindent 4 }}
automountServiceAccountToken: false
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ .name }}
  labels: {{- $labels | nindent 4 }}
spec:
  maxUnavailable: 1
  selector:
    matchLabels: {{- include "platform.selectorLabels" $component | nindent 6 }}
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: {{ .name }}
  labels: {{- $labels | nindent 4 }}
  annotations:
    secret.reloader.stakater.com/reload: {{ .name }}
spec:
  serviceName: {{ .name }}-peers
  replicas: {{ .replicas }}
  podManagementPolicy: {{ ternary "Parallel" "OrderedReady" (gt (int .replicas) 1) }}
  persistentVolumeClaimRetentionPolicy: { whenDeleted: Retain, whenScaled: Retain }
  selector:
    matchLabels: {{- include "platform.selectorLabels" $component | nindent 6 }}
  volumeClaimTemplates:
    - metadata:
        name: data
        labels: {{- include "platform.selectorLabels" $component | nindent 10 }}
      spec:
        accessModes: [ReadWriteOnce]
        {{- with .root.Values.inCluster.storageClass }}
        storageClassName: {{ . }}
        {{- end }}
        resources: { requests: { storage: {{ (get .root.Values.inCluster .name).size }} } }
  template:
    metadata:
      labels: {{- $labels | nindent 8 }}
      annotations:
        kubectl.kubernetes.io/default-container: {{ .name }}
        {{- with .config }}
        checksum/config: {{ sha256sum . }}
        {{- end }}
        {{- include "platform.meshAnnotations" (dict "root" .root "stores" list "opaque" .opaque) | nindent 8 }}
    spec:
      serviceAccountName: {{ .name }}
      automountServiceAccountToken: false
      priorityClassName: {{ include "platform.priorityClass" (dict "root" .root "class" "critical") }}
      terminationGracePeriodSeconds: {{ .grace | default 60 }}
      securityContext: {{- include "platform.podSecurity" .user | nindent 8 }}
      topologySpreadConstraints: {{- include "platform.spread" $component | nindent 8 }}
{{- end -}}

{{/* nats.conf. */}}
{{- define "platform.natsConfig" -}}
{{- $nats := .Values.stores.nats -}}
{{- $tls := dict "cert_file" "/etc/nats-tls/tls.crt" "key_file" "/etc/nats-tls/tls.key" "ca_file" "/etc/nats-tls/ca.crt" -}}
{{- $config := dict
  "server_name" "<< $POD_NAME >>"
  "port" 4222
  "http_port" 8222
  "pid_file" "/tmp/nats.pid"
  "max_payload" 1048576
  "lame_duck_duration" "30s"
  "lame_duck_grace_period" "5s"
  "jetstream" (dict "store_dir" "/data" "max_memory_store" 268435456 "max_file_store" "<< $NATS_MAX_FILE_STORE >>") -}}
{{- if $nats.tls }}{{ $_ := set $config "tls" $tls }}{{ end -}}
{{- if gt (int $nats.replicas) 1 -}}
  {{- $routes := list -}}
  {{- range until (int $nats.replicas) }}{{ $routes = append $routes (printf "nats-route://nats-%d.nats-peers:6222" .) }}{{ end -}}
  {{- $cluster := dict "name" .Release.Name "port" 6222 "routes" $routes -}}
  {{- if $nats.tls }}{{ $_ := set $cluster "tls" (merge (dict "verify" true) $tls) }}{{ end -}}
  {{- $_ := set $config "cluster" $cluster -}}
{{- end -}}
{{- $config = merge $config (.Files.Get "files/nats/accounts.yaml" | fromYaml) -}}
{{- regexReplaceAll `"<< *(.*?) *>>"` (toPrettyJson $config) "${1}" | replace "\\u003e" ">" | replace "\\u003c" "<" | replace "\"<< " "" | replace " >>\"" "" -}}
{{- end -}}
