import { describe, expect, it } from 'vitest';
import { RancherApiError } from '../rancher/rancher-api-error.ts';
import { fakeRancher, fastTiming, list } from '../test/fake-rancher.ts';
import { waitingFor } from './await-readiness.ts';
import { type Catalogue, findCatalogue } from './catalogue.ts';
import { deliver, type Delivery, logEnd } from './deliver.ts';
import { type OpenLog, operationEnd } from './follow-operation.ts';
import { logSocketUrl, logText } from './open-log.ts';
import { provideRepository } from './provide-repository.ts';
import { timingUntil } from './timing.ts';

const REPOS = '/v1/catalog.cattle.io.clusterrepos';
const V1 = '/k8s/clusters/c-m-1/v1';
const DOWN_REPOS = `${ V1 }/catalog.cattle.io.clusterrepos`;
const INFO = '?link=info&chartName=face-auth&version=0.2.0';
const OPERATION = `${ V1 }/catalog.cattle.io.operations/face-auth/helm-operation-1`;
const DEPLOYMENT = `${ V1 }/apps.deployments/face-auth/face-auth`;
const PODS = `${ V1 }/pods/face-auth`;

const URL = 'https://charts.example.com';
const downloaded = { conditions: [{ type: 'Downloaded', status: 'True' }], downloadTime: 'then' };
const repo = (name: string, url = URL, status: object = downloaded) => ({
  metadata: { name }, spec: { url }, status
});
const catalogue: Catalogue = {
  repo: repo('ours'), version: '0.2.0', kubeVersion: undefined, defaults: {}
};
const noChart = new RancherApiError('Rancher answered 500: no chart version found for face-auth-0.2.0', 500);
const noAnswer = new RancherApiError('no answer within 30 seconds');

const running = { links: {}, status: { conditions: [{ type: 'Reconciling', status: 'True' }] } };
const withLog = { ...running, links: { logs: 'https://rancher/log' } };
const finished = { ...withLog, status: { conditions: [{ type: 'Reconciling', status: 'False' }] } };
const stalled = {
  ...withLog,
  status: {
    conditions: [{ type: 'Reconciling', status: 'False' }, {
      type: 'Stalled', status: 'True', message: 'exit code: 1'
    }]
  }
};

const available = {
  metadata: { generation: 1 },
  spec:     { replicas: 1 },
  status:   {
    observedGeneration: 1, updatedReplicas: 1, availableReplicas: 1
  }
};

/** Answers one after the other; the last one stays. */
function inTurn(...answers: unknown[]) {
  return () => (answers.length > 1 ? answers.shift() : answers[0]);
}

/** A cluster that knows the catalogue and installs without trouble. */
function goodCluster(changes: Record<string, unknown> = {}) {
  return fakeRancher({
    [DOWN_REPOS]:                                                list(repo('there')),
    [`${ DOWN_REPOS }/there`]:                                   repo('there'),
    [`${ DOWN_REPOS }/there${ INFO }`]:                          {},
    [`POST ${ DOWN_REPOS }/there?action=install`]:               { operationName: 'helm-operation-1', operationNamespace: 'face-auth' },
    [OPERATION]:                                                 inTurn(running, withLog, finished),
    [DEPLOYMENT]:                                                inTurn(new RancherApiError('not found', 404), available),
    [PODS]:                                                      list(),
    [`${ V1 }/networking.k8s.io.ingresses/face-auth/face-auth`]: { spec: { rules: [{ host: 'login.example.com' }] } },
    ...changes,
  });
}

function logOf(text: string): OpenLog {
  return (_url, onText) => {
    onText(text);

    return { ended: Promise.resolve(), close: () => undefined };
  };
}

async function delivered(api: ReturnType<typeof fakeRancher>, log = 'SUCCESS\n'): Promise<Delivery[]> {
  const told: Delivery[] = [];

  await deliver(api, {
    clusterId: 'c-m-1', catalogue, values: { hostname: 'login.example.com' }
  }, {
    openLog: logOf(log), timing: fastTiming(), tell: (delivery) => told.push(delivery)
  });

  return told;
}

describe('findCatalogue', () => {
  const index = (...versions: string[]) => ({ entries: { 'face-auth': versions.map((version) => ({ version })) } });
  const app = { spec: { chart: { metadata: { annotations: { 'catalog.cattle.io/ui-source-repo': 'ours' } } } } };

  it('takes the repository that the extension came from, and its newest stable version', async() => {
    const api = fakeRancher({
      '/v1/catalog.cattle.io.apps/cattle-ui-plugin-system/face-auth-ui': app,
      [REPOS]:                                                           list(repo('rancher-charts'), repo('another'), repo('ours')),
      [`${ REPOS }/ours?link=index`]:                                    index('0.1.0', '0.10.0', '0.9.0', '1.0.0-rc.1', 'latest'),
      [`${ REPOS }/ours?link=info&chartName=face-auth&version=0.10.0`]:  { values: { replicas: 1 }, chart: { kubeVersion: '>= 1.25.0-0' } },
    });

    expect(await findCatalogue(api)).toEqual({
      repo: repo('ours'), version: '0.10.0', kubeVersion: '>= 1.25.0-0', defaults: { replicas: 1 }
    });
    expect(api.sent.filter(({ url }) => url.endsWith('link=index')).map(({ url }) => url)).toEqual([`${ REPOS }/ours?link=index`]);
  });

  it('looks into the others when it is not known, and passes over one that is broken', async() => {
    const api = fakeRancher({
      [REPOS]:                                                              list(repo('rancher-charts'), repo('broken'), repo('ours')),
      [`${ REPOS }/broken?link=index`]:                                     noAnswer,
      [`${ REPOS }/ours?link=index`]:                                       index('0.2.0-rc.1'),
      [`${ REPOS }/ours?link=info&chartName=face-auth&version=0.2.0-rc.1`]: {},
    });

    expect((await findCatalogue(api)).version).toBe('0.2.0-rc.1');
  });

  it('says what to do when no repository has the chart', async() => {
    await expect(findCatalogue(fakeRancher({ [REPOS]: list(repo('x')) }))).rejects.toThrow('no repository of Rancher has the chart "face-auth": add the one');
  });
});

describe('provideRepository', () => {
  const provide = (api: ReturnType<typeof fakeRancher>, added: string[] = []) => provideRepository(api, 'c-m-1', catalogue, fastTiming(), () => added.push('added'));

  it('uses the repository of the same address, whatever its name and its last slash', async() => {
    const api = goodCluster({ [DOWN_REPOS]: list(repo('other', 'https://elsewhere'), repo('there', `${ URL }/`)) });

    expect(await provide(api)).toBe('there');
    expect(api.sent.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('adds it where there is none, and waits until it is downloaded', async() => {
    let there: unknown = new RancherApiError('not found', 404);
    const added: string[] = [];
    const api = fakeRancher({
      [DOWN_REPOS]:             list(),
      [`POST ${ DOWN_REPOS }`]: () => {
        there = inTurn(repo('face-auth', URL, {}), repo('face-auth'));

        return {};
      },
      [`${ DOWN_REPOS }/face-auth`]:          () => (typeof there === 'function' ? there() : there),
      [`${ DOWN_REPOS }/face-auth${ INFO }`]: {},
    });

    expect(await provide(api, added)).toBe('face-auth');
    expect(added).toEqual(['added']);
    expect(api.sent.find(({ method }) => method === 'POST')?.data).toEqual({
      type: 'catalog.cattle.io.clusterrepo', metadata: { name: 'face-auth' }, spec: { url: URL }
    });
  });

  it('says why it cannot be downloaded', async() => {
    const broken = repo('there', URL, {
      conditions: [{
        type: 'Downloaded', status: 'False', message: 'dial tcp: no route to host'
      }]
    });

    await expect(provide(goodCluster({ [`${ DOWN_REPOS }/there`]: broken }))).rejects.toThrow('cannot download the repository "there": dial tcp: no route to host. Check that');
  });

  it('does not wait for ever for a download', async() => {
    await expect(provide(goodCluster({ [`${ DOWN_REPOS }/there`]: repo('there', URL, {}) }))).rejects.toThrow('cannot download the repository "there"');
  });

  it('has an old index read again before it misses a version', async() => {
    const api = goodCluster({
      [`${ DOWN_REPOS }/there${ INFO }`]: inTurn(noChart, {}),
      [`${ DOWN_REPOS }/there`]:          inTurn(repo('there'), repo('there'), repo('there'), repo('there', URL, { ...downloaded, downloadTime: 'now' })),
      [`PUT ${ DOWN_REPOS }/there`]:      {},
    });

    expect(await provide(api)).toBe('there');
    expect(api.sent.find(({ method }) => method === 'PUT')?.data).toMatchObject({ metadata: { name: 'there' }, spec: { url: URL, forceUpdate: expect.any(String) } });
  });

  it('does not touch a repository of its name and another address', async() => {
    const api = fakeRancher({ [DOWN_REPOS]: list(), [`${ DOWN_REPOS }/face-auth`]: repo('face-auth', 'https://elsewhere') });

    await expect(provide(api)).rejects.toThrow('has a repository "face-auth" already, of another address (https://elsewhere)');
    expect(api.sent.filter(({ method }) => method !== 'GET')).toEqual([]);
  });
});

describe('deliver', () => {
  it('goes from the repository over helm and the start to the login page', async() => {
    const api = goodCluster();
    const told = await delivered(api);

    expect([...new Set(told.map(({ stage }) => stage))]).toEqual(['repository', 'operation', 'readiness', 'ready']);
    expect(told.at(-1)).toMatchObject({
      loginUrl: 'https://login.example.com/', log: 'SUCCESS\n', paused: false
    });
    expect(api.sent.find(({ url }) => url.endsWith('action=install'))?.data).toMatchObject({
      namespace: 'face-auth',
      charts:    [{
        chartName: 'face-auth', version: '0.2.0', releaseName: 'face-auth', values: { hostname: 'login.example.com' }
      }],
    });
  });

  it.each([
    {
      name:    'a repository that cannot be read',
      changes: { [DOWN_REPOS]: noAnswer },
      failure: {
        during: 'repository', left: 'nothing', reason: 'no answer within 30 seconds'
      }
    },
    {
      name:    'a version that the cluster\'s repository does not have, before anything is sent',
      changes: {
        [`${ DOWN_REPOS }/there${ INFO }`]: noChart, [`PUT ${ DOWN_REPOS }/there`]: {}, [`${ DOWN_REPOS }/there`]: inTurn(repo('there'), repo('there'), repo('there', URL, { ...downloaded, downloadTime: 'now' }))
      },
      failure: { during: 'repository', left: 'nothing' }
    },
    {
      name:    'a refused installation',
      changes: { [`POST ${ DOWN_REPOS }/there?action=install`]: new RancherApiError('you are not allowed to do this', 403) },
      failure: {
        during: 'install', left: 'nothing', reason: 'you are not allowed to do this'
      }
    },
    {
      name:    'an installation without an answer, which may have begun',
      changes: { [`POST ${ DOWN_REPOS }/there?action=install`]: noAnswer },
      failure: {
        during: 'install', left: 'perhaps', reason: 'no answer within 30 seconds'
      }
    },
    {
      name:    'a pod that Kubernetes gives up',
      changes: {
        [DEPLOYMENT]: {
          ...available,
          status: {
            observedGeneration: 1,
            conditions:         [{
              type: 'Progressing', status: 'False', message: 'deadline'
            }]
          }
        },
        [PODS]: list({ metadata: { labels: { 'app.kubernetes.io/instance': 'face-auth' } }, status: { containerStatuses: [{ state: { waiting: { reason: 'ErrImagePull', message: 'no such image' } } }] } }),
      },
      failure: {
        during: 'readiness', left: 'release', reason: 'ErrImagePull: no such image'
      }
    },
    {
      name:    'a service that never becomes ready',
      changes: { [DEPLOYMENT]: { ...available, status: {} } },
      failure: {
        during: 'readiness', left: 'release', reason: ''
      }
    },
  ])('says where it failed and what is left: $name', async({ changes, failure }) => {
    expect((await delivered(goodCluster(changes))).at(-1)).toMatchObject({ stage: 'failed', failure });
  });

  it('says that the repository it added is left', async() => {
    const api = fakeRancher({
      [DOWN_REPOS]:                  list(),
      [`POST ${ DOWN_REPOS }`]:      {},
      [`${ DOWN_REPOS }/face-auth`]: inTurn(new RancherApiError('', 404), repo('face-auth', URL, {
        conditions: [{
          type: 'Downloaded', status: 'False', message: 'no route'
        }]
      }))
    });

    expect((await delivered(api)).at(-1)).toMatchObject({ failure: { during: 'repository', left: 'repository' } });
  });

  it('takes helm\'s reason from the end of its log: the operation knows only the exit code', async() => {
    const log = 'helm install face-auth\nfetching\nError: INSTALLATION FAILED: hostname is empty\n';

    expect((await delivered(goodCluster({ [OPERATION]: stalled }), log)).at(-1)).toMatchObject({
      failure: {
        during: 'operation', left: 'namespace', reason: 'Error: INSTALLATION FAILED: hostname is empty'
      }
    });
  });

  it.each([
    {
      name: 'a failed release', app: { metadata: { name: 'face-auth' } }, left: 'release'
    },
    {
      name: 'no release', app: new RancherApiError('not found', 404), left: 'namespace'
    },
    {
      name: 'no answer', app: noAnswer, left: 'perhaps'
    },
  ])('looks what helm has left: $name', async({ app, left }) => {
    const api = goodCluster({ [OPERATION]: stalled, [`${ V1 }/catalog.cattle.io.apps/face-auth/face-auth`]: app });

    expect((await delivered(api)).at(-1)).toMatchObject({ failure: { during: 'operation', left } });
  });

  it('goes on when the cluster is silent for a moment', async() => {
    const api = goodCluster({ [OPERATION]: inTurn(withLog, noAnswer, finished), [DEPLOYMENT]: inTurn(noAnswer, available) });

    expect((await delivered(api)).at(-1)?.stage).toBe('ready');
  });

  it('ends well for a service that its settings pause', async() => {
    const api = goodCluster({ [DEPLOYMENT]: { ...available, spec: { replicas: 0 } } });

    expect((await delivered(api)).at(-1)).toMatchObject({ stage: 'ready', paused: true });
  });
});

describe('operationEnd', () => {
  it.each([
    {
      name: 'a new one', operation: {}, end: undefined
    },
    {
      name: 'a running one', operation: running, end: undefined
    },
    {
      name: 'a finished one', operation: finished, end: { failed: false, message: '' }
    },
    {
      name: 'a failed one', operation: stalled, end: { failed: true, message: 'exit code: 1' }
    },
    {
      name: 'one in error', operation: { metadata: { state: { error: true, message: 'no pod' } } }, end: { failed: true, message: 'no pod' }
    },
  ])('of $name is $end', ({ operation, end }) => {
    expect(operationEnd(operation)).toEqual(end);
  });
});

describe('the log', () => {
  it('is asked for where the page came from, over its own protocol', () => {
    expect(logSocketUrl('https://rancher.test/k8s/clusters/a/v1/o/logs', 'https://rancher.test/dashboard/')).toMatch(/^wss:\/\/rancher\.test\/k8s\/clusters\/a\/v1\/o\/logs\?.*follow=true/);
    expect(logSocketUrl('/v1/o?link=logs', 'http://localhost:1/x')).toMatch(/^ws:\/\/localhost:1\/v1\/o\?link=logs&.*timestamps=true/);
  });

  it('loses its times, and keeps a character that two messages share', () => {
    const bytes = [...new TextEncoder().encode('2026-11-24T10:00:00.123456789Z größer\n')];
    const decoder = new TextDecoder();
    const part = (from: number, to?: number) => logText(btoa(String.fromCharCode(...bytes.slice(from, to))), decoder);

    expect(logText('', decoder)).toBe('');
    expect(part(0, 34) + part(34)).toBe('größer\n');
  });

  it.each([
    {
      name: 'the error and what follows it', log: 'a\nError: bad\nmore\n', end: 'Error: bad\nmore'
    },
    {
      name: 'the last lines when none says error', log: '1\n2\n\n3\n4\n5\n', end: '2\n3\n4\n5'
    },
    {
      name: 'nothing of nothing', log: '', end: ''
    },
  ])('ends with $name', ({ log, end }) => {
    expect(logEnd(log)).toBe(end);
  });
});

describe('waitingFor', () => {
  const pod = (status: object, instance = 'face-auth') => ({ metadata: { labels: { 'app.kubernetes.io/instance': instance } }, status });
  const waiting = (reason: string) => ({ containerStatuses: [{ state: { waiting: { reason } } }] });

  it.each([
    {
      name: 'a pod that no node takes',
      pods: [pod({
        conditions: [{
          type: 'PodScheduled', status: 'False', message: '0/1 nodes are available'
        }]
      })],
      text: '0/1 nodes are available'
    },
    {
      name: 'an image that cannot be had', pods: [pod(waiting('ImagePullBackOff'))], text: 'ImagePullBackOff'
    },
    {
      name: 'a pod that just starts', pods: [pod(waiting('ContainerCreating'))], text: ''
    },
    {
      name: 'pods of others', pods: [pod(waiting('CrashLoopBackOff'), 'other')], text: ''
    },
  ])('says of $name: "$text"', ({ pods, text }) => {
    expect(waitingFor(pods)).toBe(text);
  });
});

describe('timingUntil', () => {
  it('lets no wait end after the page was left', async() => {
    let leave: () => void = () => undefined;
    const timing = timingUntil(fastTiming(), new Promise((resolve) => {
      leave = resolve;
    }));
    let ended = 0;

    await timing.wait(1);
    leave();
    await Promise.resolve();
    timing.wait(1).then(() => {
      ended += 1;
    });
    await new Promise((resolve) => setImmediate(resolve));

    expect(ended).toBe(0);
  });
});
