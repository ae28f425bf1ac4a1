{{/* Who calls a service: services and jobs. Takes (dict "root" $ "name" "backend" "jobs" jobs); gives a YAML list. */}}
{{- define "platform.callers" -}}
{{- $name := .name -}}
{{- $callers := list -}}
{{- range $caller, $_ := .root.Values.services -}}
  {{- $service := fromYaml (include "platform.service" (dict "root" $.root "name" $caller)) -}}
  {{- if has $name $service.calls }}{{ $callers = append $callers $caller }}{{ end -}}
{{- end -}}
{{- range $job, $settings := .jobs -}}
  {{- if has $name ($settings.calls | default list) }}{{ $callers = append $callers $job }}{{ end -}}
{{- end -}}
{{- $callers | toYaml -}}
{{- end -}}

{{/* The pods of a store: both databases are on one server. */}}
{{- define "platform.storePod" -}}
{{- ternary "postgres" . (has . (list "leads" "backend")) -}}
{{- end -}}

{{/* Stores whose pods this release brings; gives a YAML list. */}}
{{- define "platform.installedStores" -}}
{{- $installed := list -}}
{{- range $name, $store := .Values.stores -}}
  {{- if and $store.install (not $store.otherRelease) }}{{ $installed = append $installed (include "platform.storePod" $name) }}{{ end -}}
{{- end -}}
{{- $installed | uniq | sortAlpha | toYaml -}}
{{- end -}}

{{- define "platform.storePort" -}}
{{- get (dict "postgres" 5432 "redis" 6379 "nats" 4222 "qdrant" 6333) .store -}}
{{- end -}}

{{/* Which services and jobs use a store's pods. Takes (dict "root" $ "store" "postgres" "jobs" jobs); gives a YAML list. */}}
{{- define "platform.storeUsers" -}}
{{- $users := list -}}
{{- $all := deepCopy .jobs -}}
{{- range $name, $_ := .root.Values.services -}}
  {{- $_ := set $all $name (fromYaml (include "platform.service" (dict "root" $.root "name" $name))) -}}
{{- end -}}
{{- range $name, $user := $all -}}
  {{- range $user.stores -}}
    {{- if eq (include "platform.storePod" .) $.store }}{{ $users = append $users $name }}{{ end -}}
  {{- end -}}
{{- end -}}
{{- $users | uniq | sortAlpha | toYaml -}}
{{- end -}}

{{/* What something may connect to. Takes (dict "root" $ "calls" list "stores" list "hosts" list). */}}
{{- define "platform.egress" -}}
{{- $root := .root -}}
{{- range .calls }}
- to:
    - podSelector:
        matchLabels: {{- include "platform.selectorLabels" (dict "root" $root "component" .) | nindent 10 }}
  ports:
    - { port: 8080, protocol: TCP }
    {{- include "platform.meshPort" $root | nindent 4 }}
{{- end }}
{{- range $name := .stores }}
{{- $store := get $root.Values.stores $name }}
- to:
    {{- if $store.install }}
    - podSelector:
        matchLabels: {{- include "platform.selectorLabels" (dict "root" $root "component" (include "platform.storePod" $name)) | nindent 10 }}
    {{- else }}
    {{- range $store.networks }}
    - ipBlock: { cidr: {{ . }} }
    {{- end }}
    {{- end }}
  ports:
    - { port: {{ $store.port }}, protocol: TCP }
    {{- if $store.install }}
    {{- include "platform.meshPort" $root | nindent 4 }}
    {{- end }}
{{- with $store.tokenNetworks }}
- to:
    {{- range . }}
    - ipBlock: { cidr: {{ . }} }
    {{- end }}
  ports: [{ port: 443, protocol: TCP }]
{{- end }}
{{- end }}
{{- if .hosts }}
# By address nothing narrower can be said of hosts outside; the mesh says which (EgressNetwork).
- to:
    - ipBlock: { cidr: 0.0.0.0/0, except: {{ include "platform.privateNetworks" . }} }
  ports: [{ port: 443, protocol: TCP }]
{{- end }}
{{- end -}}

{{/* The way to the SMTP server, which the Backend alone has. */}}
{{- define "platform.mailEgress" -}}
{{- $mail := .Values.mail -}}
- to:
    {{- range $mail.networks }}
    - ipBlock: { cidr: {{ . }} }
    {{- else }}
    - ipBlock: { cidr: 0.0.0.0/0, except: {{ include "platform.privateNetworks" . }} }
    {{- end }}
  ports: [{ port: {{ $mail.port }}, protocol: TCP }]
{{- end -}}

{{/* Who stands before the gateway. */}}
{{- define "platform.edgeIngress" -}}
{{- if eq .Values.edge.kind "alb" }}
- from:
    {{- range .Values.edge.alb.networks }}
    - ipBlock: { cidr: {{ . }} }
    {{- end }}
  ports: [{ port: 8080, protocol: TCP }, { port: 8081, protocol: TCP }]
{{- else if eq .Values.edge.kind "controller" }}
- from:
    - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: {{ .Values.edge.controller.namespace }} } }
  ports:
    - { port: 8080, protocol: TCP }
    {{- include "platform.meshPort" . | nindent 4 }}
{{- end }}
{{- end -}}

{{/* Prometheus, and nobody else, reads metrics. Takes (dict "root" $ "ports" list). */}}
{{- define "platform.metricsIngress" -}}
{{- if .root.Values.monitoring.enabled }}
- from:
    - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: {{ .root.Values.monitoring.namespace }} } }
      podSelector: { matchLabels: { app.kubernetes.io/name: prometheus } }
  ports:
    {{- range .ports }}
    - { port: {{ . }}, protocol: TCP }
    {{- end }}
    {{- if .root.Values.mesh.enabled }}
    - { port: 4143, protocol: TCP }
    - { port: 4191, protocol: TCP }
    {{- end }}
{{- end }}
{{- end -}}
