{{/* Names, labels and the parts that all pods share. */}}

{{- define "heitje.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 50 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "heitje.selector" -}}
app.kubernetes.io/name: {{ default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "heitje.labels" -}}
{{ include "heitje.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "heitje.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "heitje.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "heitje.image" -}}
{{- $tag := default .Chart.AppVersion .Values.image.tag -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest -}}
{{- else if eq $tag "latest" -}}
{{- fail "image.tag is \"latest\". Name a release: with latest nobody can say what runs, or go back to it." -}}
{{- else -}}
{{- printf "%s:%s" .Values.image.repository $tag -}}
{{- end -}}
{{- end -}}

{{- define "heitje.mediaClaim" -}}
{{- default (printf "%s-media" (include "heitje.fullname" .)) .Values.media.existingClaim -}}
{{- end -}}

{{/* What is no secret, as name and value. */}}
{{- define "heitje.settings" -}}
HEITJE_BASE_HOST: {{ .Values.baseHost | quote }}
HEITJE_HTTPS: {{ ternary "1" "0" .Values.https | quote }}
HEITJE_MEDIA: /media
HEITJE_PORT: "8000"
HEITJE_STREAM_PORT: "8001"
HEITJE_STREAM_SAME_ORIGIN: "1"
HEITJE_VAR: /var/lib/heitje
SENTRY_ENVIRONMENT: {{ .Values.sentry.environment | quote }}
DEFAULT_FROM_EMAIL: {{ default (printf "heitje@%s" .Values.baseHost) .Values.mail.from | quote }}
{{- with .Values.mail }}
{{- if .host }}
EMAIL_HOST: {{ .host | quote }}
EMAIL_PORT: {{ .port | quote }}
EMAIL_HOST_USER: {{ .user | quote }}
EMAIL_USE_TLS: {{ ternary "1" "0" .tls | quote }}
{{- end }}
{{- end }}
{{- range $name, $value := .Values.extraEnv }}
{{ $name }}: {{ $value | quote }}
{{- end }}
{{- end -}}

{{/* Secrets by reference, in every pod. */}}
{{- define "heitje.secretEnv" -}}
{{- $secret := .Values.existingSecret -}}
{{- range $number, $name := list "SECRET_KEY" "DATABASE_URL" "BROKER_URL" }}
{{- if $number }}
{{ end -}}
- name: {{ $name }}
  valueFrom:
    secretKeyRef: { name: {{ $secret }}, key: {{ $name }} }
{{- end }}
{{- range $name := list "SECRET_KEY_FALLBACKS" "SENTRY_DSN" "METRICS_TOKEN" "EMAIL_HOST_PASSWORD" }}
- name: {{ $name }}
  valueFrom:
    secretKeyRef: { name: {{ $secret }}, key: {{ $name }}, optional: true }
{{- end }}
{{- end -}}

{{- define "heitje.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities:
  drop: [ALL]
{{- end -}}

{{/* What every pod's spec begins with. */}}
{{- define "heitje.podDefaults" -}}
automountServiceAccountToken: false
{{- /* A service called heitje would otherwise put HEITJE_PORT=tcp://... into every container. */}}
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  {{- with .Values.runAsUser }}
  runAsUser: {{ . }}
  runAsGroup: {{ . }}
  fsGroup: {{ . }}
  fsGroupChangePolicy: OnRootMismatch
  {{- end }}
  seccompProfile:
    type: RuntimeDefault
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.affinity }}
affinity: {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* The places a pod may write: all empty at each start, but for the photos. */}}
{{- define "heitje.mounts" -}}
- { name: var, mountPath: /var/lib/heitje }
- { name: tmp, mountPath: /tmp }
{{- end -}}

{{- define "heitje.volumes" -}}
- name: var
  emptyDir: { sizeLimit: 256Mi }
- name: tmp
  emptyDir: { sizeLimit: 1Gi }
{{- end -}}

{{/*
A Deployment of one part. Takes a dict: root, part, values, command, and optionally replicas,
recreate, grace, port, media, env, probes, mounts, volumes.
*/}}
{{- define "heitje.deployment" -}}
{{- $root := .root -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "heitje.fullname" $root }}-{{ .part }}
  namespace: {{ $root.Release.Namespace }}
  labels:
    {{- include "heitje.labels" $root | nindent 4 }}
    app.kubernetes.io/component: {{ .part }}
spec:
  replicas: {{ default 1 .values.replicas }}
  revisionHistoryLimit: 5
  strategy:
    {{- if .recreate }}
    type: Recreate
    {{- else }}
    type: RollingUpdate
    rollingUpdate: { maxUnavailable: 0, maxSurge: 1 }
    {{- end }}
  selector:
    matchLabels:
      {{- include "heitje.selector" $root | nindent 6 }}
      app.kubernetes.io/component: {{ .part }}
  template:
    metadata:
      labels:
        {{- include "heitje.labels" $root | nindent 8 }}
        app.kubernetes.io/component: {{ .part }}
      annotations:
        # Pods are replaced when their settings change.
        checksum/settings: {{ include "heitje.settings" $root | sha256sum }}
        {{- with $root.Values.podAnnotations }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
    spec:
      serviceAccountName: {{ include "heitje.serviceAccountName" $root }}
      terminationGracePeriodSeconds: {{ .grace }}
      {{- include "heitje.podDefaults" $root | nindent 6 }}
      {{- if not .recreate }}
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: kubernetes.io/hostname
          whenUnsatisfiable: ScheduleAnyway
          labelSelector:
            matchLabels:
              {{- include "heitje.selector" $root | nindent 14 }}
              app.kubernetes.io/component: {{ .part }}
      {{- end }}
      containers:
        - name: {{ .part }}
          image: {{ include "heitje.image" $root | quote }}
          imagePullPolicy: {{ $root.Values.image.pullPolicy }}
          command: {{- toYaml .command | nindent 12 }}
          envFrom:
            - configMapRef:
                name: {{ include "heitje.fullname" $root }}
          env:
            {{- include "heitje.secretEnv" $root | nindent 12 }}
            {{- with .env }}
            {{- toYaml . | nindent 12 }}
            {{- end }}
          {{- with .port }}
          ports:
            - { name: http, containerPort: {{ . }}, protocol: TCP }
          lifecycle:
            # The endpoint is gone everywhere before the server stops taking requests.
            preStop:
              exec: { command: [sleep, "5"] }
          {{- end }}
          {{- toYaml .probes | nindent 10 }}
          resources: {{- toYaml .values.resources | nindent 12 }}
          securityContext: {{- include "heitje.containerSecurity" $root | nindent 12 }}
          volumeMounts:
            {{- include "heitje.mounts" $root | nindent 12 }}
            {{- if .media }}
            - { name: media, mountPath: /media }
            {{- end }}
            {{- with .mounts }}
            {{- toYaml . | nindent 12 }}
            {{- end }}
      volumes:
        {{- include "heitje.volumes" $root | nindent 8 }}
        {{- if .media }}
        - name: media
          persistentVolumeClaim:
            claimName: {{ include "heitje.mediaClaim" $root }}
        {{- end }}
        {{- with .volumes }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
{{- end -}}

{{/* A probe that looks at the age of a pulse (heitje.observability.task_signals), in minutes. */}}
{{- define "heitje.pulseProbes" -}}
startupProbe:
  exec:
    command: [sh, -c, 'test -e /var/lib/heitje/{{ . }}.pulse']
  periodSeconds: 5
  failureThreshold: 36
livenessProbe:
  exec:
    command: [sh, -c, 'test -n "$(find /var/lib/heitje/{{ . }}.pulse -mmin -5)"']
  periodSeconds: 60
  timeoutSeconds: 10
  failureThreshold: 2
{{- end -}}
