import { describe, expect, it } from 'vitest';
import { type Fact, known, notKnown } from '../facts/fact.ts';
import { type ClusterObjects, clusterFactsFrom, unreadFacts } from './cluster-facts-from.ts';
import type { KubernetesNode, KubernetesPod } from './kubernetes-objects.ts';

const GIB = 2 ** 30;

/** A small cluster as its API server gives it: `kubectl get … -o json`, cut to what is read. */
const OBJECTS: ClusterObjects = {
  version: known({ gitVersion: 'v1.34.1+k3s1' }),
  nodes: known([
    {
      metadata: {
        name: 'till-1',
        labels: { 'kubernetes.io/arch': 'arm64', 'feature.node.kubernetes.io/cpu-cpuid.AVX': 'true' },
      },
      spec: {
        providerID: 'k3s://till-1',
        taints: [
          { key: 'dedicated', effect: 'NoSchedule' },
          { key: 'odd', effect: 'Never' },
        ],
      },
      status: {
        allocatable: {
          cpu: '3920m',
          memory: '1.5Gi',
          'ephemeral-storage': '1e3',
          pods: '110',
          'nvidia.com/gpu': '2',
          'hugepages-2Mi': '128974848',
        },
        conditions: [
          { type: 'MemoryPressure', status: 'False' },
          { type: 'Ready', status: 'True' },
        ],
        nodeInfo: { operatingSystem: 'linux', architecture: 'arm64' },
      },
    },
  ]),
  pods: known([]),
  storageClasses: known([
    { metadata: { name: 'slow' }, provisioner: 'example.com/nfs' },
    {
      metadata: { name: 'local-path', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
      provisioner: 'rancher.io/local-path',
      allowVolumeExpansion: true,
    },
    {
      metadata: { name: 'old', annotations: { 'storageclass.beta.kubernetes.io/is-default-class': 'true' } },
      provisioner: 'kubernetes.io/host-path',
    },
  ]),
  ingressClasses: known([
    {
      metadata: { name: 'traefik', annotations: { 'ingressclass.kubernetes.io/is-default-class': 'true' } },
      spec: { controller: 'traefik.io/ingress-controller' },
    },
  ]),
  gatewayClasses: known([
    { metadata: { name: 'envoy' }, spec: { controllerName: 'gateway.envoyproxy.io/controller' } },
  ]),
  services: known([{ spec: { type: 'LoadBalancer' }, status: { loadBalancer: { ingress: [{ ip: '192.0.2.10' }] } } }]),
  apiGroups: known([{ name: 'gateway.networking.k8s.io' }, { name: 'cert-manager.io' }]),
  issuers: known([{ metadata: { name: 'team', namespace: 'shop' } }]),
  clusterIssuers: known([{ metadata: { name: 'letsencrypt' } }]),
  namespaces: known([
    { metadata: { name: 'default' } },
    { metadata: { name: 'shop', labels: { team: 'till', 'pod-security.kubernetes.io/enforce': 'restricted' } } },
  ]),
  ingresses: known([
    {
      metadata: { namespace: 'shop', name: 'web' },
      spec: { rules: [{ host: 'a.example.com' }, { host: 'a.example.com' }, {}] },
    },
    {},
  ]),
  releases: known([{ namespace: 'shop', name: 'web', chart: 'till', version: '1.2.3', status: 'deployed' }]),
};

const CLUSTER = {
  id: 'till',
  name: 'till',
  labels: { region: 'eu' },
  annotations: { note: 'x' },
  readAt: 1_000,
  connection: known({ connected: true }),
};

const facts = (objects: Partial<ClusterObjects> = {}) =>
  clusterFactsFrom({ ...CLUSTER, objects: { ...OBJECTS, ...objects } });

const value = <T>(fact: Fact<T>): T => {
  if (!fact.known) throw new Error(fact.why);
  return fact.value;
};

const [TILL = {}] = value(OBJECTS.nodes);
const node = (changes: Partial<KubernetesNode>) => ({ ...TILL, ...changes });
const nodeWith = (pods: ClusterObjects['pods'], objects: Partial<ClusterObjects> = {}) => {
  const [first] = value(facts({ pods, ...objects }).nodes);
  if (!first) throw new Error('no node');
  return first;
};

const pod = ({ spec, ...rest }: KubernetesPod = {}): KubernetesPod => ({
  metadata: { namespace: 'shop', labels: { app: 'till' } },
  spec: { nodeName: 'till-1', containers: [{ resources: { requests: { cpu: '250m', memory: '1Gi' } } }], ...spec },
  status: { phase: 'Running' },
  ...rest,
});

describe('facts from Kubernetes objects', () => {
  it('are these for a small cluster', () => {
    expect(facts()).toEqual({
      ...CLUSTER,
      kubernetesVersion: known('v1.34.1+k3s1'),
      provider: known('k3s'),
      nodes: known([
        {
          name: 'till-1',
          os: 'linux',
          architecture: 'arm64',
          ready: true,
          schedulable: true,
          labels: { 'kubernetes.io/arch': 'arm64', 'feature.node.kubernetes.io/cpu-cpuid.AVX': 'true' },
          taints: [{ key: 'dedicated', value: '', effect: 'NoSchedule' }],
          allocatable: {
            cpu: 3920,
            memory: 1.5 * GIB,
            'ephemeral-storage': 1000,
            pods: 110,
            'nvidia.com/gpu': 2,
            'hugepages-2Mi': 128974848,
          },
          requested: known({ cpu: 0, memory: 0, pods: 0 }),
          pods: known([]),
        },
      ]),
      storageClasses: known([
        { name: 'slow', isDefault: false, provisioner: 'example.com/nfs', canExpand: false },
        { name: 'local-path', isDefault: true, provisioner: 'rancher.io/local-path', canExpand: true },
        { name: 'old', isDefault: true, provisioner: 'kubernetes.io/host-path', canExpand: false },
      ]),
      ingressClasses: known([{ name: 'traefik', isDefault: true, controller: 'traefik.io/ingress-controller' }]),
      gatewayClasses: known([{ name: 'envoy', controller: 'gateway.envoyproxy.io/controller' }]),
      loadBalancer: known(true),
      apiGroups: known(['cert-manager.io', 'gateway.networking.k8s.io']),
      issuers: known([
        { kind: 'ClusterIssuer', name: 'letsencrypt', namespace: '' },
        { kind: 'Issuer', name: 'team', namespace: 'shop' },
      ]),
      namespaces: known([{ name: 'default' }, { name: 'shop', podSecurity: 'restricted' }]),
      hostnames: known([{ hostname: 'a.example.com', ingress: 'shop/web' }]),
      releases: OBJECTS.releases,
    });
  });

  it('say of a cluster that was not asked why nothing is known', () => {
    const silent = unreadFacts({ ...CLUSTER, connection: known({ connected: false }) }, 'no answer within 10 seconds');

    const { id, name, labels, annotations, readAt, connection, ...read } = silent;
    expect({ id, name, labels, annotations, readAt, connection }).toEqual({
      ...CLUSTER,
      connection: known({ connected: false }),
    });
    expect(new Set(Object.values(read))).toEqual(new Set([notKnown('no answer within 10 seconds')]));
  });

  it.each(Object.keys(OBJECTS) as (keyof ClusterObjects)[])(
    'are unknown, with the reason, where %s could not be read',
    (kind) => {
      const refused = notKnown(`listing ${kind} is not allowed`);

      expect(JSON.stringify(facts({ [kind]: refused }))).toContain(
        `{"known":false,"why":"listing ${kind} is not allowed"}`,
      );
    },
  );

  it('take an API group that is not served for none of its objects', () => {
    const unserved = facts({
      apiGroups: known([{ name: 'apps' }]),
      gatewayClasses: notKnown('404'),
      issuers: notKnown('404'),
      clusterIssuers: notKnown('404'),
    });

    expect(unserved).toMatchObject({ gatewayClasses: known([]), issuers: known([]) });
  });
});

describe('a node', () => {
  it('that says nothing can run nothing', () => {
    const bare = value(facts({ nodes: known([{}]) }).nodes);

    expect(bare).toMatchObject([{ ready: false, schedulable: true, allocatable: { cpu: 0, memory: 0 } }]);
  });

  it('that is cordoned is seen', () => {
    const cordoned = nodeWith(known([]), { nodes: known([node({ spec: { unschedulable: true } })]) });

    expect(cordoned.schedulable).toBe(false);
  });

  it('counts a pod of a daemon set, one without requests and one that is being deleted like any other', () => {
    const deleted = pod();
    const pods = [
      pod({
        metadata: { ...deleted.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' } as NonNullable<
          KubernetesPod['metadata']
        >,
      }),
      pod({ metadata: { ownerReferences: [{ kind: 'DaemonSet' }] } as NonNullable<KubernetesPod['metadata']> }),
      pod({ spec: { containers: [{}] } }),
    ];

    expect(nodeWith(known(pods)).requested).toEqual(known({ cpu: 500, memory: 2 * GIB, pods: 3 }));
  });

  it('does not count pods that have ended, are not placed yet, or are elsewhere', () => {
    const pods = [
      pod({ status: { phase: 'Succeeded' } }),
      pod({ status: { phase: 'Failed' } }),
      pod({ spec: { nodeName: '' } }),
      pod({ spec: { nodeName: 'till-2' } }),
    ];
    const empty = nodeWith(known(pods));

    expect(empty.requested).toEqual(known({ cpu: 0, memory: 0, pods: 0 }));
    expect(empty.pods).toEqual(known([]));
  });

  it('keeps what its pods request unknown when they could not be read', () => {
    const unread = nodeWith(notKnown('pods are forbidden'));

    expect([unread.requested, unread.pods]).toEqual([notKnown('pods are forbidden'), notKnown('pods are forbidden')]);
  });
});

describe('the pods of a node', () => {
  const keepsAway = (term: object): KubernetesPod =>
    pod({
      spec: {
        affinity: {
          podAntiAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname', ...term }],
          },
        },
      },
    });
  const termOf = (term: object, objects: Partial<ClusterObjects> = {}) =>
    value(nodeWith(known([keepsAway(term)]), objects).pods)[0]?.antiAffinity;

  it('are named once when they are the same, with their count', () => {
    const reordered = { namespace: 'shop', labels: { b: '2', a: '1' } };
    const pods = [pod(), pod(), pod({ metadata: reordered }), pod({ metadata: { namespace: 'shop' } })];
    pods.push(pod({ metadata: { namespace: 'shop', labels: { a: '1', b: '2' } } }));

    expect(value(nodeWith(known(pods)).pods)).toEqual([
      { namespace: 'shop', labels: { app: 'till' }, antiAffinity: [], count: 2 },
      { namespace: 'shop', labels: { a: '1', b: '2' }, antiAffinity: [], count: 2 },
      { namespace: 'shop', labels: {}, antiAffinity: [] },
    ]);
  });

  it('say what they request when they are of a Face Auth release', () => {
    const metadata = { namespace: 'face-auth', labels: { 'app.kubernetes.io/name': 'face-auth' } };

    expect(value(nodeWith(known([pod({ metadata })])).pods)).toMatchObject([{ requests: { pods: 1 } }]);
  });

  it('keep others away by what they select, in their own namespace', () => {
    const labelSelector = { matchExpressions: [{ key: 'app', operator: 'In', values: ['till'] }] };

    expect(termOf({ labelSelector })).toEqual([
      { labelSelector, namespaces: ['shop'], topologyKey: 'kubernetes.io/hostname' },
    ]);
  });

  it('keep others away in namespaces that are named or chosen by label', () => {
    const namespaceSelector = { matchLabels: { team: 'till' } };

    expect(termOf({ labelSelector: {}, namespaces: ['default'], namespaceSelector })).toMatchObject([
      { namespaces: ['default', 'shop'] },
    ]);
    expect(termOf({ labelSelector: {}, namespaceSelector: { matchLabels: { team: 'none' } } })).toEqual([]);
  });

  it('are unknown when they choose namespaces and those could not be read', () => {
    const pods = known([keepsAway({ labelSelector: {}, namespaceSelector: {} })]);

    expect(nodeWith(pods, { namespaces: notKnown('namespaces are forbidden') }).pods).toEqual(
      notKnown('namespaces are forbidden'),
    );
  });
});

describe('the provider', () => {
  const plain = { version: known({ gitVersion: 'v1.34.1' }), nodes: known([{}]) };

  it.each<{ name: string; objects: Partial<ClusterObjects>; provider: Fact<string> }>([
    {
      name: 'comes from the version of RKE2',
      objects: { version: known({ gitVersion: 'v1.33.4+rke2r1' }) },
      provider: known('rke2'),
    },
    {
      name: 'comes from the version of EKS',
      objects: { version: known({ gitVersion: 'v1.33.5-eks-113cf36' }) },
      provider: known('eks'),
    },
    {
      name: 'comes from a node id that only one provider writes',
      objects: { ...plain, nodes: known([{ spec: { providerID: 'kind://docker/kind/kind-control-plane' } }]) },
      provider: known('kind'),
    },
    {
      name: 'comes from a label of a node',
      objects: { ...plain, nodes: known([{ metadata: { labels: { 'kubernetes.azure.com/cluster': 'x' } } }]) },
      provider: known('aks'),
    },
    {
      name: 'is not taken from where the machines run',
      objects: { ...plain, nodes: known([{ spec: { providerID: 'aws:///eu-central-1a/i-0' } }]) },
      provider: notKnown('neither its version nor its nodes say who made it'),
    },
  ])('$name', ({ objects, provider }) => {
    expect(facts(objects).provider).toEqual(provider);
  });

  it('is what Rancher says, where it does', () => {
    const said = clusterFactsFrom({ ...CLUSTER, labels: { 'provider.cattle.io': 'harvester' }, objects: OBJECTS });

    expect(said.provider).toEqual(known('harvester'));
  });
});

describe('a load balancer', () => {
  it('is known not to be there when a Service waits for an address in vain', () => {
    const waiting = facts({ services: known([{ spec: { type: 'LoadBalancer' }, status: { loadBalancer: {} } }]) });

    expect(waiting.loadBalancer).toEqual(known(false));
  });

  it('is not known where no Service asks for one', () => {
    const unasked = facts({ services: known([{ spec: { type: 'ClusterIP' } }]) });

    expect(unasked.loadBalancer).toMatchObject({ known: false });
  });
});
