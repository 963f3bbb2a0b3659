{{- /* Name of every object: the release's name, which already says what it is, or `<release>-face-auth`. */ -}}
{{- define "face-auth.fullname" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 53 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 53 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- /* Labels of the service's pod: fixed over the life of a release, as a Deployment's selector must be. */ -}}
{{- define "face-auth.selectorLabels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: server
{{- end -}}

{{- define "face-auth.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{ include "face-auth.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end -}}

{{- /* Whole name of the image. */ -}}
{{- define "face-auth.image" -}}
{{- $cattle := .Values.global.cattle | default dict -}}
{{- $registry := .Values.image.registry | default $cattle.systemDefaultRegistry -}}
{{- with $registry }}{{ trimSuffix "/" . }}/{{ end -}}
{{- .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion -}}
{{- end -}}

{{- /* Secret with the entries `key` and `invitation`. */ -}}
{{- define "face-auth.secretName" -}}
{{- .Values.existingSecret | default (include "face-auth.fullname" .) -}}
{{- end -}}

{{- /*
Secret with the certificate. Each source has a name of its own: after a change of the source neither helm nor
cert-manager meets a Secret that the other one owns.
*/ -}}
{{- define "face-auth.tlsSecretName" -}}
{{- if eq .Values.tls.source "secret" -}}
{{- .Values.tls.secretName -}}
{{- else if eq .Values.tls.source "cert-manager" -}}
{{- include "face-auth.fullname" . }}-tls
{{- else -}}
{{- include "face-auth.fullname" . }}-self-signed
{{- end -}}
{{- end -}}

{{- define "face-auth.claimName" -}}
{{- .Values.persistence.existingClaim | default (include "face-auth.fullname" .) -}}
{{- end -}}

{{- define "face-auth.publicUrl" -}}
https://{{ .Values.hostname }}
{{- end -}}

{{- /* Pod Security level `restricted`; the image's user is 1000. */ -}}
{{- define "face-auth.podSecurityContext" -}}
runAsNonRoot: true
runAsUser: 1000
runAsGroup: 1000
fsGroup: 1000
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "face-auth.containerSecurityContext" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}

{{- /*
Affinity of the pod: the one that is set, and in each term of its required node affinity the systems and processors that
there is an image for. Without that the scheduler may choose a node on which the image cannot start.
*/ -}}
{{- define "face-auth.affinity" -}}
{{- $runnable := list
  (dict "key" "kubernetes.io/os" "operator" "In" "values" (list "linux"))
  (dict "key" "kubernetes.io/arch" "operator" "In" "values" (list "amd64" "arm64")) -}}
{{- $affinity := deepCopy .Values.affinity -}}
{{- $node := $affinity.nodeAffinity | default dict -}}
{{- $required := $node.requiredDuringSchedulingIgnoredDuringExecution | default dict -}}
{{- $terms := list -}}
{{- range $required.nodeSelectorTerms | default (list dict) -}}
  {{- $terms = append $terms (set . "matchExpressions" (concat (.matchExpressions | default list) $runnable)) -}}
{{- end -}}
{{- $_ := set $required "nodeSelectorTerms" $terms -}}
{{- $_ := set $node "requiredDuringSchedulingIgnoredDuringExecution" $required -}}
{{- $_ := set $affinity "nodeAffinity" $node -}}
{{- toYaml $affinity -}}
{{- end -}}
