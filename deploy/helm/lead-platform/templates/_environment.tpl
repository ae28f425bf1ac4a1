{{/* Environment variables of a service. Takes (dict "root" $ "name" "gateway" "service" settings). */}}
{{- define "platform.environment" -}}
{{- $root := .root -}}
{{- $name := .name -}}
- name: ASPNETCORE_URLS
  value: http://+:8080
- name: Management__Port
  value: "8081"
{{- include "platform.sharedEnvironment" . }}
{{- range .service.calls }}
- name: services__{{ . }}__http__0
  value: http://{{ . }}:8080
{{- end }}
- name: Drain__Delay
  value: {{ include "platform.timeSpan" .service.drain.delaySeconds }}
- name: Drain__Timeout
  value: {{ include "platform.timeSpan" .service.drain.timeoutSeconds }}
{{- if has "nats" .service.stores }}
- name: Messaging__Replicas
  value: {{ $root.Values.stores.nats.replicas | quote }}
{{- end }}
{{- if has "qdrant" .service.stores }}
{{- $nodes := int $root.Values.stores.qdrant.replicas }}
- name: Vectors__Provider
  value: qdrant
- name: Vectors__Qdrant__Shards
  value: {{ $nodes | quote }}
- name: Vectors__Qdrant__Replicas
  value: {{ ternary "2" "1" (gt $nodes 1) | quote }}
{{- end }}
{{- if eq $name "gateway" }}
{{- range $i, $network := $root.Values.platform.trustedNetworks }}
- name: Edge__TrustedProxies__{{ $i }}
  value: {{ $network }}
{{- end }}
{{- else if eq $name "frontend" }}
{{- range $i, $network := $root.Values.platform.trustedNetworks }}
- name: Proxy__KnownNetworks__{{ $i }}
  value: {{ $network }}
{{- end }}
{{- else if or (eq $name "backend") (eq $name "dataservice") }}
{{- range $i, $network := $root.Values.platform.trustedNetworks }}
- name: Proxies__Networks__{{ $i }}
  value: {{ $network }}
{{- end }}
{{- end }}
{{- if eq $name "backend" }}
- name: Mail__Smtp__Host
  value: {{ $root.Values.mail.host }}
- name: Mail__Smtp__Port
  value: {{ $root.Values.mail.port | quote }}
- name: Mail__Smtp__ImplicitTls
  value: {{ eq $root.Values.mail.tls "implicit" | quote }}
{{- with $root.Values.mail.from }}
- name: Mail__From
  value: {{ . }}
{{- end }}
{{- end }}
{{- with .service.volume }}
- name: {{ .env }}
  value: {{ .path }}
{{- end }}
{{- with $root.Values.monitoring.otlpEndpoint }}
- name: OTEL_EXPORTER_OTLP_ENDPOINT
  value: {{ . }}
- name: OTEL_SERVICE_NAME
  value: {{ $name }}
- name: POD_NAME
  valueFrom: { fieldRef: { fieldPath: metadata.name } }
- name: OTEL_RESOURCE_ATTRIBUTES
  value: service.instance.id=$(POD_NAME),service.version={{ include "platform.tag" $root }},deployment.environment.name={{ $root.Release.Namespace }}
{{- end }}
{{- range $key, $value := .service.env }}
- name: {{ $key }}
  value: {{ $value | quote }}
{{- end }}
{{- end -}}

{{/* What the migrators of a service have too. */}}
{{- define "platform.sharedEnvironment" }}
- name: Identity__Issuer
  value: {{ .root.Values.publicAddress }}
- name: Identity__ClientId
  value: {{ .name }}
{{- range include "platform.secretKeys" .service | fromYamlArray }}
- name: {{ . }}
  valueFrom: { secretKeyRef: { name: {{ $.name }}, key: {{ . }} } }
{{- end }}
{{- $encrypted := .root.Values.platform.plainStores -}}
{{- if .root.Values.mesh.enabled -}}
{{- range $store, $settings := .root.Values.stores }}{{ if $settings.install }}{{ $encrypted = append $encrypted $store }}{{ end }}{{ end -}}
{{- end -}}
{{- $stores := .service.stores -}}
{{- range $i, $store := uniq $encrypted }}
{{- if has $store $stores }}
- name: Transport__EncryptedElsewhere__{{ $i }}
  value: {{ $store }}
{{- end }}
{{- end }}
{{- if and (has "nats" .service.stores) .root.Values.stores.nats.tls }}
- name: SSL_CERT_DIR
  value: /etc/ssl/certs:/etc/lead-platform/nats
{{- end }}
{{- end -}}

{{/* Keys of a service's secret: those it names, and the connection strings of its stores. Takes its settings; gives a YAML list. */}}
{{- define "platform.secretKeys" -}}
{{- $keys := .secretKeys -}}
{{- range .stores }}{{ $keys = append $keys (printf "ConnectionStrings__%s" .) }}{{ end -}}
{{- $keys | sortAlpha | uniq | toYaml -}}
{{- end -}}

{{- define "platform.timeSpan" -}}
{{- $seconds := int . -}}
{{- printf "%02d:%02d:%02d" (div $seconds 3600) (mod (div $seconds 60) 60) (mod $seconds 60) | quote -}}
{{- end -}}
