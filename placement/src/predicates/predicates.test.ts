import { describe, expect, it } from 'vitest';
import { known, notKnown } from '../facts/fact.ts';
import { judge } from '../testing/judge.ts';
import { clusterFacts, GIB, MIB, node, NOW } from '../testing.ts';
import type { Verdict } from '../verdict.ts';
import { PREDICATES } from './index.ts';

const unread = notKnown('no answer within 10 seconds');
const HOST = 'kubernetes.io/hostname';
const REGION = 'topology.kubernetes.io/region';
const tainted = node({ taints: [{ key: 'dedicated', value: 'edge', effect: 'NoSchedule' }] });

interface Row {
  readonly name: string;
  readonly given?: Parameters<typeof judge>[1];
  readonly says: object;
}

/** Of the remedies, those rows name what is worth a look; that the changes help is shown for all of them in remedies.test.ts. */
const cases = (predicate: string, rows: readonly Row[]) => {
  describe(predicate, () => {
    it.each(rows)('$name', ({ given, says }) => {
      expect(judge(predicate, given)).toMatchObject(says);
    });
  });
};

const pass = (reason: string) => ({ state: 'pass', reason });
const fail = (reason: string, by: 'request' | 'cluster', remedy: object = {}) => ({
  state: 'fail',
  reason,
  remedy: { by, ...remedy },
});
const unknown = (reason: string) => ({ state: 'unknown', reason });

cases('connected', [
  { name: 'passes a connected cluster', says: pass('it is connected') },
  {
    name: 'fails a cluster without connection',
    given: { facts: { connection: known({ connected: false }) } },
    says: fail('it is not connected', 'cluster'),
  },
  {
    name: 'says for how long',
    given: { facts: { connection: known({ connected: false, lostAt: NOW - 3 * 3_600_000 }) } },
    says: fail('it is not connected, for 3 hours', 'cluster'),
  },
  {
    name: 'does not know a connection that could not be asked for',
    given: { facts: { connection: unread } },
    says: unknown('it is not known whether it is connected: no answer within 10 seconds'),
  },
]);

cases('role', [
  { name: 'passes every cluster when both roles will do', says: pass('any role will do') },
  {
    name: 'passes a cluster that says so',
    given: { facts: { labels: { 'face-auth.io/role': 'edge' } }, spec: { role: 'edge' } },
    says: pass('its role is edge'),
  },
  {
    name: 'fails the other role',
    given: { facts: { labels: { 'face-auth.io/role': 'cloud' } }, spec: { role: 'edge' } },
    says: fail('its role is cloud, not edge', 'request'),
  },
  {
    name: 'fails a cluster that says nothing, and names the label',
    given: { spec: { role: 'edge' } },
    says: fail('it does not say whether its role is edge', 'cluster', { text: 'label it face-auth.io/role=edge' }),
  },
]);

const inEu = { constraints: { regions: ['eu', 'ch'] } };
cases('region', [
  { name: 'passes any region when none is named', says: pass('any region is allowed') },
  {
    name: 'passes an allowed region',
    given: { facts: { labels: { [REGION]: 'ch' } }, spec: inEu },
    says: pass('data stays in ch'),
  },
  {
    name: 'fails any other region',
    given: { facts: { labels: { [REGION]: 'us' } }, spec: inEu },
    says: fail('data would stay in us, allowed: eu, ch', 'request'),
  },
  {
    name: 'does not take a missing label as permission',
    given: { spec: inEu },
    says: unknown('neither it nor its nodes say where its data stays'),
  },
  {
    name: 'goes by the nodes when the cluster says nothing',
    given: { facts: { nodes: known([node({ labels: { [REGION]: 'eu' } })]) }, spec: inEu },
    says: pass('data stays in eu'),
  },
  {
    name: 'fails when one node is outside',
    given: {
      facts: {
        nodes: known([
          node({ labels: { [REGION]: 'eu' } }),
          node({ name: 'node-2', labels: { [REGION]: 'us' } }),
          node({ name: 'node-3' }),
        ]),
      },
      spec: inEu,
    },
    says: fail('data would stay in us, allowed: eu, ch', 'request'),
  },
  {
    name: 'does not know a cluster of which one node says nothing',
    given: { facts: { nodes: known([node({ labels: { [REGION]: 'ch' } }), node({ name: 'node-2' })]) }, spec: inEu },
    says: {
      ...unknown('node-2 does not say where its data stays'),
      remedy: { changes: [{ kind: 'label-cluster', key: REGION, value: 'ch' }] },
    },
  },
  {
    name: 'does not know unread nodes',
    given: { facts: { nodes: unread }, spec: inEu },
    says: unknown('its nodes could not be read: no answer within 10 seconds'),
  },
]);

const asks = (...requiredLabels: { key: string; operator: 'In' | 'NotIn' | 'Exists'; values?: string[] }[]) => ({
  constraints: { requiredLabels },
});
cases('labels', [
  { name: 'passes when none are asked for', says: pass('no labels are asked for') },
  {
    name: 'passes what matches',
    given: {
      facts: { labels: { country: 'ch' } },
      spec: asks(
        { key: 'country', operator: 'In', values: ['ch', 'de'] },
        { key: 'test', operator: 'NotIn', values: ['yes'] },
      ),
    },
    says: pass('its labels match country in (ch,de), test!=yes'),
  },
  {
    name: 'names the labels that are missing',
    given: { spec: asks({ key: 'country', operator: 'In', values: ['ch'] }, { key: 'camera', operator: 'Exists' }) },
    says: fail('its labels do not match country=ch, camera', 'cluster', { text: 'label it country=ch, camera=true' }),
  },
  {
    name: 'does not offer to change what a label says already',
    given: { facts: { labels: { country: 'de' } }, spec: asks({ key: 'country', operator: 'In', values: ['ch'] }) },
    says: fail('its labels do not match country=ch', 'request', { text: 'do not ask for country=ch' }),
  },
]);

cases('kubernetes-version', [
  { name: 'passes a version in range', says: pass('it runs Kubernetes v1.34.1+k3s1') },
  {
    name: 'passes a version with a suffix of its maker',
    given: { facts: { kubernetesVersion: known('v1.29.1-eks-508b6b3') } },
    says: { state: 'pass' },
  },
  {
    name: 'fails an old version',
    given: { facts: { kubernetesVersion: known('v1.24.17+rke2r1') } },
    says: fail('it runs Kubernetes v1.24.17+rke2r1, this release is for >= 1.25.0-0', 'cluster'),
  },
  {
    name: 'does not know what is no version',
    given: { facts: { kubernetesVersion: known('latest') } },
    says: unknown('its version of Kubernetes is not understood: latest'),
  },
  {
    name: 'does not know an unread version',
    given: { facts: { kubernetesVersion: unread } },
    says: { state: 'unknown' },
  },
]);

const release = { namespace: 'face-auth', name: 'face-auth', chart: 'face-auth', version: '0.0.9', status: 'deployed' };
cases('release-name', [
  {
    name: 'passes a free name, in another namespace or not',
    given: { facts: { releases: known([{ ...release, namespace: 'other' }]) } },
    says: pass('no release face-auth/face-auth is there'),
  },
  {
    name: 'passes an earlier version of ours as an upgrade',
    given: { facts: { releases: known([release]) } },
    says: pass('face-auth 0.0.9 is there and becomes 0.1.0'),
  },
  {
    name: 'passes the same version',
    given: { facts: { releases: known([release]) }, spec: { release: { version: '0.0.9' } } },
    says: pass('face-auth 0.0.9 is there already'),
  },
  {
    name: 'fails a release of another chart, and finds a free name',
    given: {
      facts: {
        releases: known([
          { ...release, chart: 'wordpress' },
          { ...release, name: 'face-auth-2' },
        ]),
      },
    },
    says: fail('it has the release face-auth/face-auth already (wordpress 0.0.9)', 'request', {
      text: 'choose another release name, such as face-auth-3',
    }),
  },
  {
    name: 'fails while another operation holds the release',
    given: { facts: { releases: known([{ ...release, status: 'pending-upgrade' }]) } },
    says: fail('its release face-auth/face-auth is in the state pending-upgrade', 'cluster'),
  },
  {
    name: 'does not take unread releases as absent',
    given: { facts: { releases: unread } },
    says: unknown('its releases could not be read: no answer within 10 seconds'),
  },
]);

const sqliteOnly = { stores: [{ kind: 'sqlite', maxReplicas: 1, needsVolume: true, cpuFeatures: {} }] } as const;
cases('store', [
  {
    name: 'passes the embedded store on the default class',
    says: pass('the embedded store (SQLite) serves one pod, its default storage class is local-path'),
  },
  {
    name: 'needs no class for a volume claim that is there',
    given: { facts: { storageClasses: known([]) }, spec: { store: { existingClaim: 'faces' } } },
    says: pass(
      'the embedded store (SQLite) serves one pod, it uses the volume claim faces, which has to be in face-auth',
    ),
  },
  {
    name: 'needs no volume for a MongoDB of its own',
    given: { facts: { storageClasses: known([]) }, spec: { store: { kind: 'mongodb-external' } } },
    says: { state: 'pass' },
  },
  {
    name: 'fails without any class',
    given: { facts: { storageClasses: known([]) } },
    says: fail('it has no storage class', 'cluster'),
  },
  {
    name: 'fails a class that is not there',
    given: { spec: { store: { storageClass: 'longhorn' } } },
    says: fail('it has no storage class longhorn', 'request', { text: 'choose one: local-path' }),
  },
  {
    name: 'does not take unread classes as fit',
    given: { facts: { storageClasses: unread } },
    says: unknown('its storage classes could not be read: no answer within 10 seconds'),
  },
  {
    name: 'fails a store that the release has not',
    given: { spec: { store: { kind: 'mongodb-external' } }, profile: sqliteOnly },
    says: fail('this release cannot use a MongoDB of its own', 'request', { text: 'use the embedded store (SQLite)' }),
  },
  {
    name: 'fails several pods on a store of one, and asks for one',
    given: { spec: { availability: { replicas: 2 } }, profile: sqliteOnly },
    says: fail('it needs 2 pods, and the embedded store (SQLite) belongs to one pod', 'request', {
      text: 'ask for one pod',
    }),
  },
  {
    name: 'offers another store where the release has one',
    given: { spec: { availability: { replicas: 2 }, store: { kind: 'sqlite' } } },
    says: fail('it needs 2 pods, and the embedded store (SQLite) belongs to one pod', 'request', {
      text: 'use a MongoDB of its own',
    }),
  },
  {
    name: 'says how many logins one pod carries when the load needs more',
    given: { spec: { load: { loginsPerMinute: 500 } }, profile: sqliteOnly },
    says: fail('it needs 5 pods, and the embedded store (SQLite) belongs to one pod', 'request', {
      text: 'ask for one pod and at most 119 logins a minute',
    }),
  },
  {
    name: 'says what the other store needs in its turn',
    given: {
      spec: { availability: { replicas: 2 }, store: { storageClass: 'longhorn' } },
      profile: sqliteOnly,
    },
    says: fail('it needs 2 pods, and the embedded store (SQLite) belongs to one pod', 'request', {
      text: 'ask for one pod, and choose one: local-path',
    }),
  },
]);

const keeping = (persistence: object, facts: object = {}) => ({
  facts: { releases: known([{ ...release, values: { persistence } }]), ...facts },
});
const longhorn = { name: 'longhorn', isDefault: true, provisioner: 'driver.longhorn.io', canExpand: true };
cases('store', [
  { name: 'passes an upgrade that leaves the volume as it is', given: keeping({}), says: { state: 'pass' } },
  {
    name: 'passes the name of the default class, of which the volume was made',
    given: { ...keeping({}), spec: { store: { storageClass: 'local-path' } } },
    says: { state: 'pass' },
  },
  {
    name: 'fails a volume that would shrink',
    given: keeping({ size: '10Gi' }),
    says: fail('its volume of 10Gi cannot shrink to 1Gi', 'request', {
      text: 'ask for 10Gi',
      changes: [{ kind: 'set-request', path: ['store', 'size'], value: '10Gi' }],
    }),
  },
  {
    name: 'fails a volume that would grow where its class lets none grow',
    given: { ...keeping({}), spec: { store: { size: '2Gi' } } },
    says: fail('its volume of 1Gi cannot grow to 2Gi, for the storage class local-path lets none grow', 'request'),
  },
  {
    name: 'passes a volume that may grow',
    given: { ...keeping({}, { storageClasses: known([longhorn]) }), spec: { store: { size: '2Gi' } } },
    says: { state: 'pass' },
  },
  {
    name: 'fails another class and size',
    given: keeping({ storageClass: 'longhorn', size: '2Gi' }, { storageClasses: known([longhorn]) }),
    says: fail(
      'its volume is of the storage class longhorn, which cannot be changed; its volume of 2Gi cannot shrink to 1Gi',
      'request',
      { text: 'name the storage class longhorn, and ask for 2Gi' },
    ),
  },
  {
    name: 'offers no class that is not there any more',
    given: keeping({ storageClass: 'longhorn' }),
    says: { state: 'fail', remedy: { by: 'request', text: 'name the storage class longhorn', changes: [] } },
  },
  {
    name: 'does not mind the size where the release uses a claim that it did not make',
    given: keeping({ existingClaim: 'faces', size: '10Gi' }),
    says: { state: 'pass' },
  },
  {
    name: 'does not mind the volume of another chart',
    given: { facts: { releases: known([{ ...release, chart: 'shop', values: { persistence: { size: '10Gi' } } }]) } },
    says: { state: 'pass' },
  },
]);

const nginx = { name: 'nginx', isDefault: false, controller: 'k8s.io/ingress-nginx' };
cases('exposure', [
  { name: 'passes a default ingress class', says: pass('its default ingress class is traefik') },
  {
    name: 'fails without any class',
    given: { facts: { ingressClasses: known([]) } },
    says: fail('it has no ingress class', 'cluster'),
  },
  {
    name: 'lets the admin choose where none is the default',
    given: { facts: { ingressClasses: known([nginx]) } },
    says: fail('none of its ingress classes is the default', 'request', { text: 'choose one: nginx' }),
  },
  {
    name: 'passes the class asked for, default or not',
    given: { facts: { ingressClasses: known([nginx]) }, spec: { exposure: { className: 'nginx' } } },
    says: pass('it has the ingress class nginx'),
  },
  {
    name: 'fails a class that is not there',
    given: { spec: { exposure: { className: 'nginx' } } },
    says: fail('it has no ingress class nginx', 'request', { text: 'choose one: traefik' }),
  },
  {
    name: 'does not take unread classes as fit',
    given: { facts: { ingressClasses: unread } },
    says: unknown('its ingress classes could not be read: no answer within 10 seconds'),
  },
  {
    name: 'wants a gateway class named, for none is the default',
    given: {
      facts: { gatewayClasses: known([{ name: 'envoy', controller: 'x' }]) },
      spec: { exposure: { kind: 'gateway' } },
    },
    says: fail('none of its gateway classes is the default', 'request', { text: 'choose one: envoy' }),
  },
  {
    name: 'passes a load balancer that gets an address',
    given: { spec: { exposure: { kind: 'load-balancer' } } },
    says: pass('it gives addresses to load balancers'),
  },
  {
    name: 'fails a load balancer that gets none',
    given: { facts: { loadBalancer: known(false) }, spec: { exposure: { kind: 'load-balancer' } } },
    says: fail('it gives no addresses to load balancers', 'cluster'),
  },
  {
    name: 'does not know an unread load balancer',
    given: { facts: { loadBalancer: unread }, spec: { exposure: { kind: 'load-balancer' } } },
    says: { state: 'unknown' },
  },
  { name: 'passes a port of the nodes', given: { spec: { exposure: { kind: 'node-port' } } }, says: { state: 'pass' } },
  {
    name: 'fails a way in that the release has not, and offers one that works here',
    given: {
      facts: { ingressClasses: known([]) },
      spec: { exposure: { kind: 'gateway' } },
      profile: { exposures: ['ingress', 'node-port'] },
    },
    says: fail('this release cannot be reached by a gateway', 'request', { text: 'use a port of its nodes' }),
  },
]);

const issued = (name: string, kind: 'ClusterIssuer' | 'Issuer' = 'ClusterIssuer') => ({
  tls: { source: 'cert-manager' as const, issuer: { name, kind } },
});
cases('secure-origin', [
  {
    name: 'passes a certificate of the chart, with a word about browsers',
    says: pass('the chart makes a certificate of its own, about which browsers warn'),
  },
  {
    name: 'passes a named Secret, which nobody has looked for',
    given: { spec: { tls: { source: 'secret', secretName: 'shop-tls' } } },
    says: pass('it uses the Secret shop-tls, which has to be in face-auth'),
  },
  {
    name: 'passes an issuer that is there',
    given: { spec: issued('internal') },
    says: pass('its ClusterIssuer internal gives the certificate'),
  },
  {
    name: 'fails without cert-manager',
    given: { facts: { apiGroups: known([]) }, spec: issued('internal') },
    says: fail('it has no cert-manager', 'request'),
  },
  {
    name: 'fails an issuer that is not there, and names those that are',
    given: { spec: issued('public') },
    says: fail('it has no ClusterIssuer public', 'request', { text: 'choose one: ClusterIssuer internal' }),
  },
  {
    name: 'does not take an Issuer of another namespace',
    given: {
      facts: { issuers: known([{ kind: 'Issuer', name: 'own', namespace: 'shop' }]) },
      spec: issued('own', 'Issuer'),
    },
    says: fail('it has no Issuer own', 'request'),
  },
  {
    name: 'does not know unread issuers',
    given: { facts: { issuers: unread }, spec: issued('internal') },
    says: { state: 'unknown' },
  },
  {
    name: 'does not know unread API groups',
    given: { facts: { apiGroups: unread }, spec: issued('internal') },
    says: { state: 'unknown' },
  },
]);

const other = clusterFacts({ id: 'c-m-2', name: 'edge-2' });
const taken = known([{ hostname: 'login.edge-1.example.com', ingress: 'shop/till' }]);
cases('hostname', [
  { name: 'passes a free hostname', given: { others: [other] }, says: pass('login.edge-1.example.com is free') },
  {
    name: 'fails a hostname of another ingress',
    given: { facts: { hostnames: taken } },
    says: fail('login.edge-1.example.com already belongs to the ingress shop/till', 'request'),
  },
  {
    name: 'does not mind the ingress of the release that is upgraded',
    given: {
      facts: {
        hostnames: known([{ hostname: 'login.edge-1.example.com', ingress: 'face-auth/face-auth' }]),
        releases: known([release]),
      },
    },
    says: { state: 'pass' },
  },
  {
    name: 'minds an ingress of that name without such a release',
    given: { facts: { hostnames: known([{ hostname: 'login.edge-1.example.com', ingress: 'face-auth/face-auth' }]) } },
    says: { state: 'fail' },
  },
  {
    name: 'fails a hostname that is the same on every cluster',
    given: { spec: { hostname: 'login.example.com' }, others: [other] },
    says: fail('login.example.com would also be the hostname of c-m-2', 'request', {
      text: 'name the cluster in it: login.{cluster}.example.com',
    }),
  },
  {
    name: 'passes one hostname for the one cluster that is named',
    given: {
      spec: { hostname: 'login.example.com', selection: { mode: 'named', clusters: ['edge-1'] } },
      others: [other],
    },
    says: { state: 'pass' },
  },
  {
    name: 'passes one hostname for the best of all',
    given: { spec: { hostname: 'login.example.com', selection: { mode: 'best', count: 1 } }, others: [other] },
    says: { state: 'pass' },
  },
  {
    name: 'fails a hostname that another cluster answers to, named or not',
    given: {
      spec: { selection: { mode: 'named', clusters: ['edge-1'] } },
      others: [{ ...other, hostnames: taken }],
    },
    says: fail('login.edge-1.example.com would also be the hostname of c-m-2', 'request'),
  },
  {
    name: 'names a label that the hostname needs',
    given: { spec: { hostname: 'login.{label:site}.example.com' } },
    says: fail('it has no label site, which the hostname login.{label:site}.example.com names', 'cluster', {
      text: 'label it site=edge-1',
    }),
  },
  {
    name: 'fails what gives no hostname',
    given: { facts: { name: '店' } },
    says: fail('login.{cluster}.example.com with its name and labels is no hostname', 'request'),
  },
  {
    name: 'does not take unread ingresses as free',
    given: { facts: { hostnames: unread } },
    says: { state: 'unknown' },
  },
]);

const enforcing = (podSecurity?: string) => ({
  facts: {
    namespaces: known([podSecurity === undefined ? { name: 'face-auth' } : { name: 'face-auth', podSecurity }]),
  },
});
cases('pod-security', [
  { name: 'passes a namespace that is not there yet', says: pass('the namespace face-auth will be made') },
  {
    name: 'passes a namespace that enforces nothing',
    given: enforcing(),
    says: pass('the namespace face-auth enforces no level'),
  },
  {
    name: 'passes the strictest level',
    given: enforcing('restricted'),
    says: pass('the pods keep the level restricted of the namespace face-auth'),
  },
  {
    name: 'fails a level that the pods do not keep',
    given: { ...enforcing('restricted'), profile: { podSecurity: 'baseline' } },
    says: fail('the namespace face-auth enforces the level restricted, the pods keep baseline', 'request'),
  },
  {
    name: 'takes a level that nobody knows for the strictest, as Kubernetes does',
    given: { ...enforcing('strict'), profile: { podSecurity: 'baseline' } },
    says: { state: 'fail' },
  },
  { name: 'does not know unread namespaces', given: { facts: { namespaces: unread } }, says: { state: 'unknown' } },
]);

const limited = (limits: object) => ({ values: { resources: { limits } } });
cases('limits', [
  { name: 'passes without limits of the request', says: pass('no limit is below what a pod requests') },
  {
    name: 'passes a limit that is just enough',
    given: { spec: limited({ cpu: 0.25, memory: '512Mi' }) },
    says: { state: 'pass' },
  },
  {
    name: 'fails a limit below what the load needs',
    given: { spec: { ...limited({ cpu: '500m' }), load: { loginsPerMinute: 60 } } },
    says: fail('its limit is 500m CPU, and a pod requests 1.05 CPU', 'request', {
      text: 'raise values.resources.limits.cpu to 1050m',
    }),
  },
  {
    name: 'fails both limits',
    given: { spec: limited({ cpu: '0', memory: '256Mi' }) },
    says: fail(
      'its limit is 0m CPU, and a pod requests 250m CPU; 256 MiB memory, and a pod requests 512 MiB memory',
      'request',
      { text: 'raise values.resources.limits.cpu to 250m and values.resources.limits.memory to 512Mi' },
    ),
  },
]);

const nodes = (...given: ReturnType<typeof node>[]) => ({ facts: { nodes: known(given) } });
cases('node-set', [
  { name: 'passes when one node fits', given: nodes(tainted, node({ name: 'node-2' })), says: pass('one node fits') },
  { name: 'fails without nodes', given: nodes(), says: fail('it has no nodes', 'cluster') },
  {
    name: 'fails another architecture',
    given: nodes(node({ architecture: 'arm' })),
    says: fail('no node can run it: node-1 is arm, the image is for amd64 or arm64', 'cluster', {
      text: 'add a node of amd64 or arm64',
    }),
  },
  {
    name: 'fails another system',
    given: nodes(node({ os: 'windows' })),
    says: fail('no node can run it: node-1 runs windows', 'cluster'),
  },
  {
    name: 'fails a processor that the bundled MongoDB cannot run on',
    given: {
      ...nodes(node({ labels: { 'feature.node.kubernetes.io/cpu-cpuid.SSE4': 'true' } })),
      spec: { store: { kind: 'mongodb-bundled' } },
    },
    says: fail('no node can run it: the processor of node-1 has no AVX, which the store needs', 'cluster'),
  },
  {
    name: 'fails a cordoned node',
    given: nodes(node({ schedulable: false })),
    says: fail('no node can run it: node-1 is cordoned', 'cluster', { text: 'uncordon node-1' }),
  },
  {
    name: 'fails a node that is not ready',
    given: nodes(node({ ready: false })),
    says: fail('no node can run it: node-1 is not ready', 'cluster'),
  },
  {
    name: 'says which toleration would do',
    given: nodes(tainted),
    says: fail('no node can run it: node-1 has the taint dedicated=edge:NoSchedule', 'request', {
      text: 'add a toleration for dedicated=edge:NoSchedule',
    }),
  },
  {
    name: 'tolerates nothing that says a node is ill',
    given: nodes(node({ taints: [{ key: 'node.kubernetes.io/disk-pressure', value: '', effect: 'NoSchedule' }] })),
    says: fail('no node can run it: node-1 has the taint node.kubernetes.io/disk-pressure:NoSchedule', 'cluster', {
      text: 'cure what gives node-1 the taint node.kubernetes.io/disk-pressure:NoSchedule',
      changes: [],
    }),
  },
  {
    name: 'passes a tolerated taint',
    given: { ...nodes(tainted), spec: { constraints: { tolerations: [{ key: 'dedicated', operator: 'Exists' }] } } },
    says: { state: 'pass' },
  },
  {
    name: 'fails a node selector that no node has',
    given: { spec: { constraints: { nodeSelector: { camera: 'yes' } } } },
    says: fail('no node can run it: node-1 has no label camera=yes', 'request', {
      text: 'label node-1 with camera=yes, or change the node selector',
    }),
  },
  {
    name: 'does not offer to change what a label of a node says already',
    given: {
      ...nodes(node({ labels: { camera: 'no', disk: 'ssd' } })),
      spec: { constraints: { nodeSelector: { camera: 'yes', disk: 'ssd' } } },
    },
    says: fail('no node can run it: node-1 has no label camera=yes', 'request', {
      text: 'change the node selector',
      changes: [{ kind: 'set-request', path: ['constraints', 'nodeSelector'], value: { disk: 'ssd' } }],
    }),
  },
  {
    name: 'fails a node affinity that no node matches',
    given: { spec: { constraints: { nodeAffinity: [{ matchExpressions: [{ key: 'camera', operator: 'Exists' }] }] } } },
    says: fail('no node can run it: node-1 does not match the node affinity', 'request', {
      text: 'label node-1 with camera=true, or change the node affinity',
    }),
  },
  {
    name: 'cures everything that keeps the pod off the easiest node',
    given: nodes(node({ name: 'a', ready: false }), { ...tainted, name: 'b', schedulable: false }),
    says: fail('no node can run it: a is not ready; b is cordoned', 'cluster', {
      text: 'uncordon b, and add a toleration for dedicated=edge:NoSchedule',
    }),
  },
  {
    name: 'prefers the cure by the request',
    given: nodes(node({ name: 'a', architecture: 'arm' }), { ...tainted, name: 'b' }),
    says: fail('no node can run it: b has the taint dedicated=edge:NoSchedule', 'request'),
  },
  {
    name: 'names three nodes of many',
    given: nodes(...['d', 'a', 'c', 'b'].map((name) => node({ name, ready: false }))),
    says: fail('no node can run it: a is not ready; b is not ready; c is not ready, and 1 more', 'cluster'),
  },
  { name: 'does not take unread nodes as fit', given: { facts: { nodes: unread } }, says: { state: 'unknown' } },
]);

const full = (name: string, cpu: number, memory: number) =>
  node({ name, labels: { [HOST]: name }, allocatable: { cpu: 1000 + cpu, memory: 2 * GIB + memory, pods: 110 } });
cases('room', [
  { name: 'passes room on one node', says: pass('one node has 250m CPU and 512 MiB memory free') },
  { name: 'passes room that is just enough', given: nodes(full('a', 250, 512 * MIB)), says: { state: 'pass' } },
  {
    name: 'fails too little CPU, and says how much to free',
    given: nodes(full('a', 100, 6 * GIB)),
    says: fail(
      'it needs 250m CPU and 512 MiB memory on one node, at most 100m CPU and 6 GiB memory are free on a fitting node',
      'cluster',
      { text: 'free 150m CPU on a' },
    ),
  },
  {
    name: 'fails too little memory',
    given: nodes(full('a', 3000, 100 * MIB)),
    says: { state: 'fail', remedy: { text: 'free 412 MiB memory on a' } },
  },
  {
    name: 'does not add up two nodes',
    given: nodes(full('a', 100, 6 * GIB), full('b', 3000, 100 * MIB)),
    says: fail('it needs 250m CPU and 512 MiB memory on one node, no single fitting node has both free', 'cluster'),
  },
  {
    name: 'does not count room on a node that cannot run it',
    given: nodes(node({ architecture: 'arm' }), full('b', 0, 0)),
    says: { state: 'fail' },
  },
  {
    name: 'treats an overcommitted node as full',
    given: nodes(node({ requested: known({ cpu: 9000, memory: 0, pods: 9 }) })),
    says: fail(
      'it needs 250m CPU and 512 MiB memory on one node, at most 0m CPU and 8 GiB memory are free on a fitting node',
      'cluster',
      { text: 'free 5.25 CPU on node-1' },
    ),
  },
  {
    name: 'says that a node has no place for a pod',
    given: nodes(node({ requested: known({ cpu: 0, memory: 0, pods: 110 }) })),
    says: fail('no node takes it: node-1 is short of one place for a pod', 'cluster', {
      text: 'free one place for a pod on node-1',
    }),
  },
  {
    name: 'names no number where the node is too small in any case',
    given: nodes(
      node({ allocatable: { cpu: 100, memory: GIB, pods: 9 }, requested: known({ cpu: 0, memory: 0, pods: 0 }) }),
    ),
    says: { state: 'fail', remedy: { text: 'free some room there, or add a node', changes: [] } },
  },
  {
    name: 'does not take unread pods as room',
    given: nodes(node({ requested: unread })),
    says: unknown('what its pods request could not be read: no answer within 10 seconds'),
  },
  {
    name: 'keeps the pods of a release apart, so that one node may be lost',
    given: { ...nodes(full('a', 2000, 6 * GIB), full('b', 2000, 6 * GIB)), spec: { availability: { replicas: 2 } } },
    says: pass('2 pods with 250m CPU and 512 MiB memory each find room on a, b'),
  },
  {
    name: 'offers fewer pods where there are too few nodes',
    given: {
      ...nodes(full('a', 2000, 6 * GIB), { ...full('b', 0, 0), ready: false }),
      spec: { availability: { replicas: 2 } },
    },
    says: fail(
      '1 of 2 pods with 250m CPU and 512 MiB memory each find a node: a has one of the pods already',
      'request',
      { text: 'ask for one pod' },
    ),
  },
  {
    name: 'offers a toleration before fewer pods',
    given: {
      ...nodes(full('a', 2000, 6 * GIB), { ...full('b', 2000, 6 * GIB), taints: tainted.taints }),
      spec: { availability: { replicas: 2 } },
    },
    says: { state: 'fail', remedy: { by: 'request', text: 'add a toleration for dedicated=edge:NoSchedule' } },
  },
  {
    name: 'does not count the pods of an earlier version, which end first',
    given: {
      facts: {
        releases: known([release]),
        nodes: known([
          node({
            allocatable: { cpu: 1000, memory: 2 * GIB, pods: 9 },
            requested: known({ cpu: 1000, memory: 2 * GIB, pods: 9 }),
            pods: known([
              {
                namespace: 'face-auth',
                labels: { 'app.kubernetes.io/name': 'face-auth', 'app.kubernetes.io/instance': 'face-auth' },
                antiAffinity: [],
                requests: { cpu: 250, memory: 512 * MIB, pods: 1 },
              },
            ]),
          }),
        ]),
      },
    },
    says: { state: 'pass' },
  },
]);

describe('the predicates', () => {
  it('wait only for predicates that are asked before them', () => {
    PREDICATES.forEach(({ after }, index) => {
      const before = PREDICATES.slice(0, index).map(({ id }) => id);
      expect(before).toEqual(expect.arrayContaining([...after]));
    });
  });

  it('have titles and ids of their own', () => {
    expect(new Set(PREDICATES.map(({ id }) => id)).size).toBe(PREDICATES.length);
    expect(new Set(PREDICATES.map(({ title }) => title)).size).toBe(PREDICATES.length);
  });

  it('speak in sentences without a full stop', () => {
    const verdicts: Verdict[] = PREDICATES.map(({ id }) => judge(id));

    for (const { reason } of verdicts) expect(reason).toMatch(/^[^.].*[^.]$/);
  });
});
