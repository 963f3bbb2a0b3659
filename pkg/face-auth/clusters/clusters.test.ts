import { known, notKnown } from '@face-auth/placement';
import { describe, expect, it, vi } from 'vitest';
import { RancherApiError } from '../rancher/rancher-api-error.ts';
import { fakeRancher, items, list } from '../test/fake-rancher.ts';
import { coalesced } from './coalesced.ts';
import { fullname, installedReleases, readInvitationLink } from './installed-release.ts';
import { listClusters, managedCluster, type ManagedCluster } from './list-clusters.ts';
import { overviewRows } from './overview-rows.ts';
import { readClusterFacts } from './read-cluster-facts.ts';
import { releaseHealth } from './release-state.ts';

const K8S = '/k8s/clusters/c-m-1';
const V1 = `${ K8S }/v1`;
const cluster: ManagedCluster = {
  id:           'c-m-1',
  name:         'edge-1',
  labels:       { 'provider.cattle.io': 'k3s', region: 'eu' },
  annotations:  { note: 'shop' },
  isManagement: false,
  connection:   known({ connected: true }),
  version:      known({ gitVersion: 'v1.34.4+k3s1' }),
};
const lost: ManagedCluster = { ...cluster, connection: known({ connected: false }) };
const noAnswer = new RancherApiError('no answer within 10 seconds');

const app = {
  metadata: { namespace: 'face-auth', name: 'face-auth' },
  spec:     {
    chart: { metadata: { name: 'face-auth', version: '0.1.0' } }, info: { status: 'deployed' }, values: { hostname: 'login.example.com' }
  },
};
const deployment = {
  metadata: { generation: 1 },
  spec:     { replicas: 1, template: { spec: { volumes: [{ name: 'secrets', secret: { secretName: 'own-secret' } }] } } },
  status:   {
    observedGeneration: 1, updatedReplicas: 1, availableReplicas: 1
  },
};
const ingress = { spec: { rules: [{ host: 'login.example.com' }] } };
const installed = {
  [`${ V1 }/catalog.cattle.io.apps`]:                          list(app, { spec: { chart: { metadata: { name: 'traefik' } } } }),
  [`${ V1 }/apps.deployments/face-auth/face-auth`]:            deployment,
  [`${ V1 }/networking.k8s.io.ingresses/face-auth/face-auth`]: ingress,
};

describe('listClusters', () => {
  const named = (displayName: string, status: string) => ({
    metadata: { name: `c-${ displayName }` }, spec: { displayName }, status: { conditions: [{ type: 'Connected', status }] }
  });

  it('lists them by the name that people see', async() => {
    const api = fakeRancher({ '/v1/management.cattle.io.clusters': list(named('shop', 'True'), named('cloud', 'False')) });

    expect(await listClusters(api)).toMatchObject([
      {
        id: 'c-cloud', name: 'cloud', isManagement: false, connection: known({ connected: false })
      },
      {
        id: 'c-shop', name: 'shop', isManagement: false, connection: known({ connected: true })
      },
    ]);
  });

  it('keeps the labels, annotations and version that Rancher knows', () => {
    const labelled = {
      ...named('shop', 'True'),
      metadata: {
        name: 'c-1', labels: { region: 'eu' }, annotations: { note: 'x' }
      },
      status: { version: { gitVersion: 'v1.34.4' } }
    };

    expect(managedCluster(labelled)).toMatchObject({
      labels: { region: 'eu' }, annotations: { note: 'x' }, version: known({ gitVersion: 'v1.34.4' })
    });
    expect(managedCluster(named('shop', 'True')).version).toEqual(notKnown('Rancher does not say'));
  });

  it('takes a cluster for lost that Rancher calls unavailable, whatever its conditions say', () => {
    const unavailable = { ...named('shop', 'True'), metadata: { name: 'c-1', state: { name: 'unavailable', message: 'Cluster agent is not connected' } } };

    expect(managedCluster(unavailable).connection).toEqual(known({ connected: false }));
  });

  it('says since when a cluster is lost', () => {
    const at = '2026-01-05T12:00:00Z';
    const gone = {
      status: {
        conditions: [{
          type: 'Connected', status: 'False', lastUpdateTime: at
        }]
      }
    };

    expect(managedCluster(gone).connection).toEqual(known({ connected: false, lostAt: Date.parse(at) }));
  });

  it('does not know the connection of a cluster without conditions', () => {
    expect(managedCluster({ metadata: { name: 'c-1' } }).connection).toEqual(notKnown('Rancher does not say'));
  });

  it('goes by Ready where there is no Connected', () => {
    expect(managedCluster({ status: { conditions: [{ type: 'Ready', status: 'True' }] } }).connection).toEqual(known({ connected: true }));
  });
});

describe('readClusterFacts', () => {
  const NOW = Date.UTC(2026, 0, 5);
  const read = (api: Parameters<typeof readClusterFacts>[0], given = cluster) => readClusterFacts(api, given, () => NOW);
  const forbidden = new RancherApiError('you are not allowed to do this: pods is forbidden', 403);
  const groups = (...names: string[]) => ({ groups: names.map((name) => ({ name, preferredVersion: { version: 'v1' } })) });

  it('reads all that the planner wants to know', async() => {
    const api = fakeRancher({
      [`${ K8S }/apis`]:                                             groups('apps', 'gateway.networking.k8s.io', 'cert-manager.io'),
      [`${ K8S }/api/v1/nodes`]:                                     items({ metadata: { name: 'n' }, status: { allocatable: { cpu: '2', memory: '1Gi' } } }),
      [`${ K8S }/api/v1/pods`]:                                      items({ spec: { nodeName: 'n', containers: [{ resources: { requests: { cpu: '500m' } } }] } }),
      [`${ K8S }/api/v1/namespaces`]:                                items({ metadata: { name: 'shop', labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } } }),
      [`${ K8S }/api/v1/services`]:                                  items({ spec: { type: 'LoadBalancer' }, status: { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } } }),
      [`${ K8S }/apis/storage.k8s.io/v1/storageclasses`]:            items({ metadata: { name: 'local-path' }, provisioner: 'rancher.io/local-path' }),
      [`${ K8S }/apis/networking.k8s.io/v1/ingressclasses`]:         items({ metadata: { name: 'traefik' } }),
      [`${ K8S }/apis/networking.k8s.io/v1/ingresses`]:              items({ metadata: { namespace: 'a', name: 'b' }, ...ingress }),
      [`${ K8S }/apis/gateway.networking.k8s.io/v1/gatewayclasses`]: items({ metadata: { name: 'traefik' }, spec: { controllerName: 'traefik.io/gateway-controller' } }),
      [`${ K8S }/apis/cert-manager.io/v1/issuers`]:                  items({ metadata: { namespace: 'shop', name: 'own' } }),
      [`${ K8S }/apis/cert-manager.io/v1/clusterissuers`]:           items({ metadata: { name: 'letsencrypt' } }),
      [`${ K8S }/apis/catalog.cattle.io/v1/apps`]:                   items(app, {
        metadata: { namespace: 'kube-system', name: 'traefik' },
        spec:     {
          chart: { metadata: { name: 'traefik', version: '39.0.0' } }, info: { status: 'deployed' }, values: { secret: 'x' }
        }
      }),
    });

    expect(await read(api)).toMatchObject({
      id:                'c-m-1',
      name:              'edge-1',
      labels:            { region: 'eu' },
      annotations:       { note: 'shop' },
      readAt:            NOW,
      connection:        known({ connected: true }),
      kubernetesVersion: known('v1.34.4+k3s1'),
      provider:          known('k3s'),
      nodes:             known([{
        name: 'n', allocatable: { cpu: 2000 }, requested: known({ cpu: 500, memory: 0 })
      }]),
      namespaces:     known([{ name: 'shop', podSecurity: 'baseline' }]),
      loadBalancer:   known(true),
      storageClasses: known([{ name: 'local-path', isDefault: false }]),
      ingressClasses: known([{ name: 'traefik', isDefault: false }]),
      gatewayClasses: known([{ name: 'traefik', controller: 'traefik.io/gateway-controller' }]),
      apiGroups:      known(['apps', 'cert-manager.io', 'gateway.networking.k8s.io']),
      issuers:        known([{ kind: 'ClusterIssuer', name: 'letsencrypt' }, {
        kind: 'Issuer', name: 'own', namespace: 'shop'
      }]),
      hostnames: known([{ hostname: 'login.example.com', ingress: 'a/b' }]),
    });
    expect((await read(api)).releases).toEqual(known([
      {
        namespace: 'face-auth', name: 'face-auth', chart: 'face-auth', version: '0.1.0', status: 'deployed', values: { hostname: 'login.example.com' }
      },
      {
        namespace: 'kube-system', name: 'traefik', chart: 'traefik', version: '39.0.0', status: 'deployed'
      },
    ]));
  });

  it('does not ask for what the cluster does not serve: there is none of it', async() => {
    const api = fakeRancher({ [`${ K8S }/apis`]: groups('apps') });
    const facts = await read(api);

    expect(facts.gatewayClasses).toEqual(known([]));
    expect(facts.issuers).toEqual(known([]));
    expect(api.sent.filter(({ url }) => /gateway|cert-manager/.test(url))).toEqual([]);
  });

  it('asks for the version of a group that the cluster prefers', async() => {
    const api = fakeRancher({ [`${ K8S }/apis`]: { groups: [{ name: 'gateway.networking.k8s.io', preferredVersion: { version: 'v1beta1' } }] } });

    await read(api);
    expect(api.sent.map(({ url }) => url)).toContain(`${ K8S }/apis/gateway.networking.k8s.io/v1beta1/gatewayclasses`);
  });

  it('keeps unknown what it may not read, with the reason, and reads the rest', async() => {
    const api = fakeRancher({
      [`${ K8S }/apis`]: groups('apps'), [`${ K8S }/api/v1/nodes`]: items({ metadata: { name: 'n' } }), [`${ K8S }/api/v1/pods`]: forbidden, [`${ K8S }/apis/storage.k8s.io/v1/storageclasses`]: noAnswer
    });
    const facts = await read(api);

    expect(facts.storageClasses).toEqual(notKnown('no answer within 10 seconds'));
    expect(facts.nodes).toMatchObject(known([{ requested: notKnown('you are not allowed to do this: pods is forbidden') }]));
    expect(facts.ingressClasses.known).toBe(false);
  });

  it.each([
    { name: 'does not answer', error: noAnswer },
    { name: 'is lost on the way', error: new RancherApiError('Rancher answered 500: lost connection to cluster', 500) },
  ])('asks a cluster that $name a single question', async({ error }) => {
    const api = fakeRancher({ [`${ K8S }/apis`]: error });
    const facts = await read(api);

    expect(api.sent).toHaveLength(1);
    expect(facts.connection).toEqual(notKnown(error.message));
    expect(facts.releases).toEqual(notKnown(error.message));
  });

  it('goes on asking a cluster that only keeps to itself what it serves', async() => {
    const api = fakeRancher({ [`${ K8S }/apis`]: forbidden, [`${ K8S }/apis/catalog.cattle.io/v1/apps`]: items(app) });
    const facts = await read(api);

    expect(facts.apiGroups.known).toBe(false);
    expect(facts.releases.known).toBe(true);
  });

  it('asks a lost cluster for nothing', async() => {
    const api = fakeRancher({});
    const facts = await read(api, lost);

    expect(api.sent).toEqual([]);
    expect(facts.nodes).toEqual(notKnown('the cluster is not connected'));
    expect(facts.connection).toEqual(lost.connection);
  });
});

describe('coalesced work', () => {
  it('is done once for all who ask within the time', () => {
    vi.useFakeTimers();
    try {
      const work = vi.fn();
      const { soon } = coalesced(work, 200);

      soon();
      soon();
      vi.advanceTimersByTime(199);
      soon();
      expect(work).toHaveBeenCalledTimes(0);
      vi.advanceTimersByTime(1);
      expect(work).toHaveBeenCalledTimes(1);
      soon();
      vi.advanceTimersByTime(200);
      expect(work).toHaveBeenCalledTimes(2);
    } finally {
      vi.useRealTimers();
    }
  });

  it('is not done a second time when it was done at once in between', () => {
    vi.useFakeTimers();
    try {
      const work = vi.fn();
      const { soon, now } = coalesced(work, 200);

      soon();
      now();
      vi.advanceTimersByTime(1000);
      expect(work).toHaveBeenCalledTimes(1);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('releaseHealth', () => {
  const health = (given: object) => releaseHealth(app, { ...deployment, ...given }).state;

  it.each([
    {
      name: 'ready when all replicas are available', given: {}, state: 'ready'
    },
    {
      name: 'deploying while the old pod still answers', given: { metadata: { generation: 2 } }, state: 'deploying'
    },
    {
      name: 'deploying while no replica is available', given: { status: { observedGeneration: 1, updatedReplicas: 1 } }, state: 'deploying'
    },
    {
      name: 'paused with no replicas', given: { spec: { replicas: 0 } }, state: 'paused'
    },
    {
      name: 'failed when Kubernetes gives up', given: { status: { observedGeneration: 1, conditions: [{ type: 'Progressing', status: 'False' }] } }, state: 'failed'
    },
  ])('is $name', ({ given, state }) => {
    expect(health(given)).toBe(state);
  });

  it('is failed, with helm\'s words, when helm failed', () => {
    const failed = { spec: { info: { status: 'failed', description: 'Release failed: timed out' } } };

    expect(releaseHealth(failed, undefined)).toEqual({ state: 'failed', reason: 'Release failed: timed out' });
  });

  it('is deploying while helm works, or the Deployment is not there yet', () => {
    expect(releaseHealth({ spec: { info: { status: 'pending-install' } } }, deployment).state).toBe('deploying');
    expect(releaseHealth(app, undefined).state).toBe('deploying');
  });
});

describe('installed releases', () => {
  it.each([['face-auth', 'face-auth'], ['my-face-auth-2', 'my-face-auth-2'], ['login', 'login-face-auth'], ['x'.repeat(52), `${ 'x'.repeat(52) }`]])(
    'of %s have objects named %s, as the chart names them', (release, name) => {
      expect(fullname(release)).toBe(name);
    });

  it('are those of our chart, with version, state and login page', async() => {
    expect(await installedReleases(fakeRancher(installed), 'c-m-1')).toEqual([{
      clusterId: 'c-m-1', namespace: 'face-auth', name: 'face-auth', version: '0.1.0', state: 'ready', reason: '', loginUrl: 'https://login.example.com/'
    }]);
  });

  it('are of unknown state when only their Deployment cannot be read', async() => {
    const api = fakeRancher({ ...installed, [`${ V1 }/apps.deployments/face-auth/face-auth`]: noAnswer });

    expect(await installedReleases(api, 'c-m-1')).toMatchObject([{
      state: 'unknown', reason: 'no answer within 10 seconds', loginUrl: 'https://login.example.com/'
    }]);
  });

  it('give the invitation of the Secret that the Deployment names', async() => {
    const api = fakeRancher({ ...installed, [`${ V1 }/secrets/face-auth/own-secret`]: { data: { invitation: btoa('token-1') } } });

    expect(await readInvitationLink(api, {
      clusterId: 'c-m-1', namespace: 'face-auth', name: 'face-auth'
    })).toBe('https://login.example.com/enrol#token-1');
  });

  it('say why there is no invitation', async() => {
    const release = {
      clusterId: 'c-m-1', namespace: 'face-auth', name: 'face-auth'
    };

    await expect(readInvitationLink(fakeRancher({}), release)).rejects.toThrow('has no ingress or no deployment (yet)');
    await expect(readInvitationLink(fakeRancher({ ...installed, [`${ V1 }/secrets/face-auth/own-secret`]: {} }), release)).rejects.toThrow('has no entry "invitation"');
  });
});

describe('overviewRows', () => {
  const states = async(answers: Record<string, unknown>, given = cluster) => (await overviewRows(fakeRancher(answers), given)).map(({ state, reason }) => [state, reason]);

  it('show a release', async() => {
    expect(await states(installed)).toEqual([['ready', '']]);
  });

  it('show a cluster without a release as such', async() => {
    expect(await states({ [`${ V1 }/catalog.cattle.io.apps`]: list() })).toEqual([['absent', '']]);
  });

  it('show a cluster that does not answer as unknown, never as empty', async() => {
    expect(await states({ [`${ V1 }/catalog.cattle.io.apps`]: noAnswer })).toEqual([['unknown', 'no answer within 10 seconds']]);
  });

  it('show a lost cluster as unknown without asking it', async() => {
    expect(await states(installed, lost)).toEqual([['unknown', '']]);
  });
});
