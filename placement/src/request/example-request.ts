import { API_VERSION } from './placement-request.ts';

/** A full request with every field explained, in YAML. */
export const exampleRequest = `# What is wanted of the fleet. Everything but apiVersion, kind, metadata.name, spec.selection and spec.hostname can be left
# out; the values here are the defaults unless a comment says otherwise.
apiVersion: ${API_VERSION}
kind: PlacementRequest
metadata:
  name: face-login
spec:
  # The Helm release on every chosen cluster. Without a version: the one that this planner was made for.
  release:
    name: face-auth
    namespace: face-auth
    # version: 0.1.0

  # Only clusters whose label face-auth.io/role says edge or cloud; both: all of them.
  role: both

  # No default. The best so many:
  selection:
    mode: best
    count: 3
  # or all that fit:        selection: { mode: all }
  # or exactly these:       selection: { mode: named, clusters: [shop-berlin, shop-basel] }

  # At the busiest time, per cluster; it decides how much CPU a pod requests.
  load:
    loginsPerMinute: 10

  # 2 or 3: one pod may be lost. SQLite serves one pod only.
  availability:
    replicas: 1

  # auto, sqlite, mongodb-external or mongodb-bundled. An empty storage class is the default one of the cluster.
  store:
    kind: auto
    storageClass: ''
    existingClaim: ''
    size: 1Gi

  # No default. {cluster} stands for the name of the cluster, {label:KEY} for one of its labels.
  hostname: login.{cluster}.example.com

  # self-signed (browsers warn), or
  #   { source: secret, secretName: login-tls }
  #   { source: cert-manager, issuer: { name: internal, kind: ClusterIssuer } }
  tls:
    source: self-signed

  # ingress, gateway, load-balancer or node-port. An empty class is the default one of the cluster.
  exposure:
    kind: ingress
    className: ''

  constraints:
    # Of the cluster. All must hold. Operators: In, NotIn, Exists, DoesNotExist. For example
    #   - { key: environment, operator: In, values: [production] }
    requiredLabels: []
    # Of the cluster. Each that holds counts for the locality score. For example
    #   - weight: 50
    #     requirement: { key: topology.kubernetes.io/zone, operator: In, values: [eu-1] }
    preferredLabels: []
    # Where the data may be: topology.kubernetes.io/region of the cluster or of all its nodes, such as eu. None: anywhere.
    regions: []
    # Of the nodes, as in a pod. For example
    #   tolerations: [{ key: dedicated, operator: Equal, value: edge, effect: NoSchedule }]
    #   nodeSelector: { kubernetes.io/os: linux }
    #   nodeAffinity: [{ matchExpressions: [{ key: node-role.kubernetes.io/control-plane, operator: DoesNotExist }] }]
    tolerations: []
    nodeSelector: {}
    podAffinity: []
    podAntiAffinity: []

  # With selection.mode best, over one label or two of the cluster. For example
  #   - { label: topology.kubernetes.io/zone, atMost: 2, atLeast: 2 }
  spread: []

  # How much each score counts, -10 to 10.
  weights:
    headroom: 3
    locality: 3
    redundancy: 2
    storage: 1
    cost: 2
    quiet: 1
    stickiness: 5
    freshness: 1

  # The order of a rollout: so many clusters, a share of all chosen ones (rounded up), or the rest. A ring can name clusters
  # that are in it in any case: { name: canary, share: 1, clusters: [shop-basel] }
  rings:
    - { name: canary, share: 1 }
    - { name: early, share: 10% }
    - { name: rest, share: rest }

  # Further values of the chart. What the fields above decide cannot be set here. For example
  #   login: { falseMatchRate: '1e-5' }
  values: {}
`;
