{{/*
The secrets of the release, as YAML: name of the secret → list of its keys. Every key is an environment variable, or a file's name where a store reads a file.
*/}}
{{- define "platform.secrets" -}}
{{- if .Values.platform.install }}
{{- range $name, $_ := .Values.services }}
{{- $service := fromYaml (include "platform.service" (dict "root" $ "name" $name)) }}
{{ $name }}: {{ include "platform.secretKeys" $service | fromYamlArray | toJson }}
{{- end }}
{{- $jobs := fromYaml (include "platform.jobs" .) }}
{{- range $name := list "leads-migrator" "backend-migrator" }}
{{- if index $jobs $name }}
{{ $name }}: [ConnectionStrings__owner]
{{- end }}
{{- end }}
{{- if or $jobs.retention $jobs.maintenance (index $jobs "backup-postgres") }}
maintenance: [LEADS_URL, BACKEND_URL]
{{- end }}
{{- if index $jobs "backup-nats" }}
backup-nats: [NATS_URL]
{{- end }}
{{- if index $jobs "backup-qdrant" }}
backup-qdrant: [QDRANT_KEY]
{{- end }}
{{- if .Values.jobs.cli }}
cli: [clientId, clientSecret]
{{- end }}
{{- end }}
{{- if or .Values.stores.leads.install .Values.stores.backend.install }}
postgres: [POSTGRES_PASSWORD]
{{- end }}
{{- if .Values.stores.redis.install }}
redis: [REDIS_PASSWORD]
{{- end }}
{{- if and .Values.stores.nats.install (not .Values.stores.nats.otherRelease) }}
nats: [NATS_ADMIN_PASSWORD, NATS_BACKEND_PASSWORD, NATS_BACKUP_PASSWORD, NATS_DATASERVICE_PASSWORD, NATS_ORCHESTRATOR_PASSWORD]
{{- end }}
{{- if and .Values.stores.qdrant.install (not .Values.stores.qdrant.otherRelease) }}
qdrant: [QDRANT__SERVICE__API_KEY]
{{- end }}
{{- end -}}

{{/*
How External Secrets puts a key together. Takes (dict "root" $ "secret" "dataservice" "key" "ConnectionStrings__nats"); gives YAML: `from` the name behind the prefix,
`properties` of its JSON, and `template` with the properties as variables.
*/}}
{{- define "platform.secretSource" -}}
{{- $stores := .root.Values.stores -}}
{{- $key := .key -}}
{{- $database := `Host={{ .host }};Port={{ .port }};Username={{ .username }};Password='{{ .password }}';Database=%s;SSL Mode=Require` -}}
{{- $url := `postgresql://{{ .username }}:{{ .password | urlquery }}@{{ .host }}:{{ .port }}/%s?sslmode=require` -}}
{{- if hasPrefix "Identity__Clients__" $key -}}
{ from: clients, properties: [{{ index (splitList "__" $key) 2 }}] }
{{- else if eq $key "Identity__ClientSecret" -}}
{ from: clients, properties: [{{ .secret }}] }
{{- else if hasPrefix "Ai__Providers__" $key -}}
{ from: ai, properties: [{{ index (splitList "__" $key) 2 }}] }
{{- else if hasPrefix "Mail__Smtp__" $key -}}
{ from: smtp, properties: [{{ trimPrefix "Mail__Smtp__" $key | lower }}] }
{{- else if eq $key "Forms__SourceKey" -}}
{ from: keys, properties: [form_source] }
{{- else if hasPrefix "PlatformKeys__Keys__" $key -}}
{ from: keys, properties: [platform_{{ index (splitList "__" $key) 2 }}] }
{{- else if eq $key "PersonalData__Key" -}}
{ from: keys, properties: [personal_data] }
{{- else if or (eq $key "ConnectionStrings__leads") (eq $key "ConnectionStrings__backend") -}}
{{- $name := trimPrefix "ConnectionStrings__" $key -}}
from: database/{{ $name }}-service
properties: [host, port, username, password]
template: {{ printf $database $name | quote }}
{{- else if eq $key "ConnectionStrings__owner" -}}
{{- $name := trimSuffix "-migrator" .secret -}}
from: database/{{ $name }}
properties: [host, port, username, password]
template: {{ printf $database $name | quote }}
{{- else if or (eq $key "LEADS_URL") (eq $key "BACKEND_URL") -}}
{{- $name := trimSuffix "_URL" $key | lower -}}
from: database/{{ $name }}
properties: [host, port, username, password]
template: {{ printf $url $name | quote }}
{{- else if eq $key "ConnectionStrings__redis" -}}
from: redis
properties: [host, port, password]
template: {{ printf `{{ .host }}:{{ .port }},password={{ .password }},abortConnect=false%s` (ternary "" ",ssl=true" $stores.redis.install) | quote }}
{{- else if eq $key "ConnectionStrings__nats" -}}
from: nats
properties: [{{ .secret }}]
template: {{ printf `%s://%s:{{ .%s | urlquery }}@%s:%v` (ternary "tls" "nats" $stores.nats.tls) .secret .secret $stores.nats.host $stores.nats.port | quote }}
{{- else if eq $key "NATS_URL" -}}
from: nats
properties: [backup]
template: {{ printf `%s://backup:{{ .backup | urlquery }}@%s:%v` (ternary "tls" "nats" $stores.nats.tls) $stores.nats.host $stores.nats.port | quote }}
{{- else if hasPrefix "NATS_" $key -}}
{ from: nats, properties: [{{ trimPrefix "NATS_" $key | trimSuffix "_PASSWORD" | lower }}] }
{{- else if eq $key "ConnectionStrings__qdrant" -}}
from: qdrant
properties: [api_key]
template: {{ printf `Endpoint=http://%s:%v;Key={{ .api_key }}` $stores.qdrant.host $stores.qdrant.port | quote }}
{{- else if or (eq $key "QDRANT_KEY") (eq $key "QDRANT__SERVICE__API_KEY") -}}
{ from: qdrant, properties: [api_key] }
{{- else if eq $key "ConnectionStrings__graph" -}}
from: graph
properties: [endpoint]
{{- else if eq $key "POSTGRES_PASSWORD" -}}
{ from: database/leads, properties: [password] }
{{- else if eq $key "REDIS_PASSWORD" -}}
{ from: redis, properties: [password] }
{{- else if eq .secret "cli" -}}
{ from: cli, properties: [{{ $key }}] }
{{- else -}}
{ from: {{ .secret }}, properties: [{{ $key }}] }
{{- end -}}
{{- end -}}
