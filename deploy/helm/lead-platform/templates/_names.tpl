{{/* The settings of one service: its own over the defaults. Takes (dict "root" $ "name" "gateway"); gives YAML. */}}
{{- define "platform.service" -}}
{{- $own := get .root.Values.services .name | default dict -}}
{{- $service := mergeOverwrite (deepCopy .root.Values.defaults) (deepCopy $own) -}}
{{- if and (eq .name "backend") .root.Values.mail.login -}}
  {{- $_ := set $service "secretKeys" (concat $service.secretKeys (list "Mail__Smtp__User" "Mail__Smtp__Password")) -}}
{{- end -}}
{{- $service | toYaml -}}
{{- end -}}

{{/* Takes (dict "root" $ "component" "gateway"). */}}
{{- define "platform.selectorLabels" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{/* Labels of every object. helm.sh/chart is never part of a selector. */}}
{{- define "platform.labels" -}}
{{ include "platform.selectorLabels" . }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/version: {{ include "platform.tag" .root | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- range $key, $value := .root.Values.labels }}
{{ $key }}: {{ $value | quote }}
{{- end }}
{{- end -}}

{{- define "platform.tag" -}}
{{- .Values.image.tag | default .Chart.AppVersion -}}
{{- end -}}

{{/* Takes (dict "root" $ "name" "gateway"). */}}
{{- define "platform.image" -}}
{{- $digest := get .root.Values.image.digests .name -}}
{{- printf "%s/%s:%s" .root.Values.image.registry .name (include "platform.tag" .root) -}}
{{- with $digest }}@{{ . }}{{ end -}}
{{- end -}}

{{/* Host name of the public address. */}}
{{- define "platform.host" -}}
{{- (urlParse .Values.publicAddress).host -}}
{{- end -}}

{{/* Restricted by the Pod Security Standards; 1654 is the user of the .NET images. Takes the user's id. */}}
{{- define "platform.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ . }}
runAsGroup: {{ . }}
fsGroup: {{ . }}
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "platform.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities:
  drop: [ALL]
{{- end -}}

{{/* Name of a priority class; they are the cluster's, so the release is part of it. Takes (dict "root" $ "class" "critical"). */}}
{{- define "platform.priorityClass" -}}
{{- printf "%s-%s" .root.Release.Name .class -}}
{{- end -}}

{{/* The port on which a meshed pod takes opaque connections; those by HTTP come to the port itself. */}}
{{- define "platform.meshPort" -}}
{{- if .Values.mesh.enabled }}
- { port: 4143, protocol: TCP }
{{- end }}
{{- end -}}

{{/* Networks that only a private address reaches: what calls out to hosts of the internet may not go there. */}}
{{- define "platform.privateNetworks" -}}
[10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 169.254.0.0/16, 100.64.0.0/10]
{{- end -}}
