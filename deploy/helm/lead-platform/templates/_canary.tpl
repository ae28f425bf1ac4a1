{{/* Takes the service's name; the steps follow it. A failed analysis rolls back by itself. */}}
{{- define "platform.canary" -}}
canary:
  maxUnavailable: 0
  maxSurge: 1
  abortScaleDownDelaySeconds: 30
  analysis:
    startingStep: 1
    templates:
      - templateName: canary
    args:
      - { name: service, value: {{ . }} }
      - name: hash
        valueFrom: { podTemplateHashValue: Latest }
  steps:
{{- end -}}
