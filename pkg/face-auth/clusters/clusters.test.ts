import { known, notKnown } from '@face-auth/placement';
import { describe, expect, it } from 'vitest';
import { RancherApiError } from '../rancher/rancher-api-error.ts';
import { fakeRancher, list } from '../test/fake-rancher.ts';
import { inParallel } from './in-parallel.ts';
import { fullname, installedReleases, readInvitationLink } from './installed-release.ts';
import { listClusters, managedCluster, type ManagedCluster } from './list-clusters.ts';
import { overviewRows } from './overview-rows.ts';
import { readClusterFacts } from './read-cluster-facts.ts';
import { releaseHealth } from './release-state.ts';

const V1 = '/k8s/clusters/c-m-1/v1';
const cluster: ManagedCluster = {
  id: 'c-m-1', name: 'edge-1', isManagement: false, connected: known(true)
};
const noAnswer = new RancherApiError('no answer within 10 seconds');

const app = {
  metadata: { namespace: 'face-auth', name: 'face-auth' },
  spec:     { chart: { metadata: { name: 'face-auth', version: '0.1.0' } }, info: { status: 'deployed' } },
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

    expect(await listClusters(api)).toEqual([
      {
        id: 'c-cloud', name: 'cloud', isManagement: false, connected: known(false)
      },
      {
        id: 'c-shop', name: 'shop', isManagement: false, connected: known(true)
      },
    ]);
  });

  it('takes a cluster for lost that Rancher calls unavailable, whatever its conditions say', () => {
    const lost = { ...named('shop', 'True'), metadata: { name: 'c-1', state: { name: 'unavailable', message: 'Cluster agent is not connected' } } };

    expect(managedCluster(lost).connected).toEqual(known(false));
  });

  it('does not know the connection of a cluster without conditions', () => {
    expect(managedCluster({ metadata: { name: 'c-1' } }).connected).toEqual(notKnown('Rancher does not say'));
  });

  it('goes by Ready where there is no Connected', () => {
    expect(managedCluster({ status: { conditions: [{ type: 'Ready', status: 'True' }] } }).connected).toEqual(known(true));
  });
});

describe('readClusterFacts', () => {
  it('reads nodes with their pods, classes, hostnames and releases', async() => {
    const api = fakeRancher({
      [`${ V1 }/nodes`]:                            list({ metadata: { name: 'n' }, status: { allocatable: { cpu: '2', memory: '1Gi' } } }),
      [`${ V1 }/pods`]:                             list({ spec: { nodeName: 'n', containers: [{ resources: { requests: { cpu: '500m' } } }] } }),
      [`${ V1 }/storage.k8s.io.storageclasses`]:    list({ metadata: { name: 'local-path' } }),
      [`${ V1 }/networking.k8s.io.ingressclasses`]: list({ metadata: { name: 'traefik' } }),
      [`${ V1 }/networking.k8s.io.ingresses`]:      list({ metadata: { namespace: 'a', name: 'b' }, ...ingress }),
      [`${ V1 }/catalog.cattle.io.apps`]:           list(app),
    });

    expect(await readClusterFacts(api, cluster)).toMatchObject({
      nodes: known([{
        name: 'n', allocatable: { cpu: 2000 }, requested: known({ cpu: 500, memory: 0 })
      }]),
      storageClasses: known([{ name: 'local-path', isDefault: false }]),
      ingressClasses: known([{ name: 'traefik', isDefault: false }]),
      hostnames:      known([{ hostname: 'login.example.com', ingress: 'a/b' }]),
      releases:       known([{
        namespace: 'face-auth', name: 'face-auth', chart: 'face-auth', version: '0.1.0'
      }]),
    });
  });

  it('keeps unknown what it may not read, and reads the rest', async() => {
    const api = fakeRancher({ [`${ V1 }/nodes`]: list({ metadata: { name: 'n' } }), [`${ V1 }/storage.k8s.io.storageclasses`]: noAnswer });
    const facts = await readClusterFacts(api, cluster);

    expect(facts.storageClasses).toEqual(notKnown('no answer within 10 seconds'));
    expect(facts.nodes).toMatchObject(known([{ requested: { known: false } }]));
    expect(facts.ingressClasses.known).toBe(false);
  });

  it.each([
    { name: 'does not answer', error: noAnswer },
    { name: 'is lost on the way', error: new RancherApiError('Rancher answered 500: lost connection to cluster', 500) },
  ])('asks a cluster that $name a single question', async({ error }) => {
    const api = fakeRancher({ [`${ V1 }/nodes`]: error });
    const facts = await readClusterFacts(api, cluster);

    expect(api.sent).toHaveLength(1);
    expect(facts.connected).toEqual(notKnown(error.message));
    expect(facts.releases).toEqual(notKnown(error.message));
  });

  it('goes on asking a cluster that only keeps its nodes to itself', async() => {
    const api = fakeRancher({ [`${ V1 }/nodes`]: new RancherApiError('you are not allowed to do this', 403), [`${ V1 }/catalog.cattle.io.apps`]: list(app) });
    const facts = await readClusterFacts(api, cluster);

    expect(facts.nodes.known).toBe(false);
    expect(facts.releases.known).toBe(true);
  });

  it('asks a lost cluster for nothing', async() => {
    const api = fakeRancher({});
    const facts = await readClusterFacts(api, { ...cluster, connected: known(false) });

    expect(api.sent).toEqual([]);
    expect(facts.nodes).toEqual(notKnown('the cluster is not connected'));
  });
});

describe('inParallel', () => {
  it('works on 16 at once, and keeps the order', async() => {
    let running = 0;
    let most = 0;
    const results = await inParallel(Array.from({ length: 50 }, (_, index) => index), async(index) => {
      running += 1;
      most = Math.max(most, running);
      await Promise.resolve();
      running -= 1;

      return index * 2;
    });

    expect(most).toBe(16);
    expect(results).toEqual(Array.from({ length: 50 }, (_, index) => index * 2));
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
    expect(await states(installed, { ...cluster, connected: known(false) })).toEqual([['unknown', '']]);
  });
});
