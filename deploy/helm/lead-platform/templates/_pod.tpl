{{/* Annotations that the mesh reads. Takes (dict "root" $ "stores" list "past" ports "opaque" "4222"): ports of stores outside and those in "past" go past the proxy, they bring their own TLS. */}}
{{- define "platform.meshAnnotations" -}}
{{- if .root.Values.mesh.enabled }}
{{- $past := list -}}
{{- range .stores -}}
  {{- $store := get $.root.Values.stores . -}}
  {{- if not $store.install }}{{ $past = append $past ($store.port | toString) }}{{ end -}}
{{- end }}
{{- range .past }}{{ $past = append $past (. | toString) }}{{ end }}
linkerd.io/inject: enabled
config.linkerd.io/default-inbound-policy: deny
config.beta.linkerd.io/proxy-enable-native-sidecar: "true"
{{- with $past | uniq | sortAlpha }}
config.linkerd.io/skip-outbound-ports: {{ join "," . | quote }}
{{- end }}
{{- with .opaque }}
config.linkerd.io/opaque-ports: {{ . | quote }}
{{- end }}
{{- end }}
{{- end -}}

{{/* Spread over zones and nodes. Takes (dict "root" $ "component" "gateway"). */}}
{{- define "platform.spread" -}}
- maxSkew: 1
  topologyKey: topology.kubernetes.io/zone
  whenUnsatisfiable: {{ .root.Values.scheduling.zones }}
  labelSelector:
    matchLabels: {{- include "platform.selectorLabels" . | nindent 6 }}
- maxSkew: 1
  topologyKey: kubernetes.io/hostname
  whenUnsatisfiable: ScheduleAnyway
  labelSelector:
    matchLabels: {{- include "platform.selectorLabels" . | nindent 6 }}
{{- end -}}

{{/* The pod of a service. Takes (dict "root" $ "name" "gateway" "service" settings). */}}
{{- define "platform.pod" -}}
{{- $root := .root -}}
{{- $service := .service -}}
{{- $component := dict "root" $root "component" .name -}}
{{- $natsTls := and (has "nats" $service.stores) $root.Values.stores.nats.tls -}}
{{- $past := list -}}
{{/* An SMTP server speaks first, which the proxy would wait out. An EgressNetwork holds for the whole namespace, so who may call any host would be kept to the names of others. */}}
{{- if eq .name "backend" }}{{ $past = append $past $root.Values.mail.port }}{{ end -}}
{{- if eq (first $service.hosts | default "") "*" }}{{ $past = append $past 443 }}{{ end -}}
metadata:
  labels: {{- include "platform.labels" $component | nindent 4 }}
  annotations:
    kubectl.kubernetes.io/default-container: {{ .name }}
    checksum/config: {{ include "platform.environment" . | sha256sum }}
    {{- include "platform.meshAnnotations" (dict "root" $root "stores" $service.stores "past" $past) | nindent 4 }}
spec:
  serviceAccountName: {{ .name }}
  automountServiceAccountToken: false
  priorityClassName: {{ include "platform.priorityClass" (dict "root" $root "class" $service.priority) }}
  terminationGracePeriodSeconds: {{ add $service.drain.delaySeconds $service.drain.timeoutSeconds 10 }}
  securityContext: {{- include "platform.podSecurity" 1654 | nindent 4 }}
  {{- with $root.Values.image.pullSecrets }}
  imagePullSecrets:
    {{- range . }}
    - name: {{ . }}
    {{- end }}
  {{- end }}
  topologySpreadConstraints: {{- include "platform.spread" $component | nindent 4 }}
  {{- if $service.spot }}
  tolerations:
    - { key: {{ $root.Values.scheduling.spotTaint }}, operator: Exists, effect: NoSchedule }
  affinity:
    nodeAffinity:
      preferredDuringSchedulingIgnoredDuringExecution:
        - weight: 100
          preference:
            matchExpressions:
              - { key: karpenter.sh/capacity-type, operator: In, values: [spot] }
  {{- end }}
  containers:
    - name: {{ .name }}
      image: {{ include "platform.image" . }}
      imagePullPolicy: IfNotPresent
      ports:
        - { name: http, containerPort: 8080 }
        - { name: management, containerPort: 8081 }
      env: {{- include "platform.environment" . | nindent 8 }}
      startupProbe:
        httpGet: { path: /alive, port: management }
        periodSeconds: 2
        failureThreshold: 60
      livenessProbe:
        httpGet: { path: /alive, port: management }
        periodSeconds: 10
        timeoutSeconds: 5
        failureThreshold: 6
      readinessProbe:
        httpGet: { path: /health, port: management }
        periodSeconds: 3
        timeoutSeconds: 5
        failureThreshold: 2
      resources: {{- toYaml $service.resources | nindent 8 }}
      securityContext: {{- include "platform.containerSecurity" . | nindent 8 }}
      volumeMounts:
        - { name: tmp, mountPath: /tmp }
        {{- with $service.volume }}
        - { name: data, mountPath: {{ .path }} }
        {{- end }}
        {{- if $natsTls }}
        - { name: nats-ca, mountPath: /etc/lead-platform/nats, readOnly: true }
        {{- end }}
        {{- include "platform.csiMount" $root | nindent 8 }}
  volumes:
    - name: tmp
      emptyDir: { sizeLimit: 1Gi }
    {{- with $service.volume }}
    - name: data
      {{- if .storageClass }}
      persistentVolumeClaim: { claimName: {{ $component.component }} }
      {{- else }}
      emptyDir: { sizeLimit: {{ .size }} }
      {{- end }}
    {{- end }}
    {{- if $natsTls }}
    {{- include "platform.natsCa" . | nindent 4 }}
    {{- end }}
    {{- include "platform.csiVolume" (dict "root" $root "secret" .name) | nindent 4 }}
{{- end -}}

{{- define "platform.natsCa" -}}
- name: nats-ca
  secret:
    secretName: nats-tls
    items: [{ key: ca.crt, path: ca.crt }]
{{- end -}}

{{/* The CSI driver makes a secret as long as a pod has its volume. */}}
{{- define "platform.csiMount" -}}
{{- if eq .Values.secrets.source "csi" -}}
- { name: secrets, mountPath: /mnt/secrets, readOnly: true }
{{- end -}}
{{- end -}}

{{- define "platform.csiVolume" -}}
{{- if eq .root.Values.secrets.source "csi" -}}
- name: {{ .volume | default "secrets" }}
  csi:
    driver: secrets-store.csi.k8s.io
    readOnly: true
    volumeAttributes: { secretProviderClass: {{ .secret }} }
{{- end -}}
{{- end -}}
