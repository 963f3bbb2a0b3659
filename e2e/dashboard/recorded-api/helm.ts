import { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { recorded, type Stage } from './answers.ts';
import type { Catalogue } from './catalogue.ts';
import type { ClusterStore } from './cluster-store.ts';
import { failure, json, type Answer, type JsonObject, type Resource } from './resource.ts';

/** How a cluster's next actions of helm end. */
export interface HelmOutcome {
  /** What helm writes before it ends with an error; `undefined`: it succeeds. */
  failure?: string;
  /** Whether the release's pod becomes ready. */
  ready: boolean;
}

interface ChartRequest {
  chartName: string;
  version: string;
  releaseName?: string;
  values?: JsonObject;
  annotations?: Record<string, string>;
}

interface ActionRequest {
  charts?: ChartRequest[];
  namespace?: string;
  wait?: boolean;
}

/** Helm's log of one operation; `frame` for each part that is new, `end` when helm has ended. */
export class OperationLog extends EventEmitter<{ frame: [string]; end: [] }> {
  readonly frames: string[] = [];
  ended = false;

  add(text: string): void {
    const frame = text === '' ? '' : text.replace(/^/gm, `${new Date().toISOString()} `).replace(/\S+ $/, '');
    this.frames.push(frame);
    this.emit('frame', frame);
  }

  end(): void {
    this.ended = true;
    this.emit('end');
  }
}

const RELEASE = 'face-auth';
const HOSTNAME = 'login.example.com';
const INVITATION = 'recorded-invitation';

/**
 * Install, upgrade and uninstall in one cluster: the recorded course of an operation, its log and the release's
 * objects, with the names and values of what was asked for. One step takes `paceMs`.
 */
export class Helm {
  outcome: HelmOutcome = { ready: true };
  /** By the operation's id. */
  readonly logs = new Map<string, OperationLog>();
  readonly #store: ClusterStore;
  readonly #catalogue: Catalogue;
  readonly #paceMs: number;
  #operations = 0;

  constructor(store: ClusterStore, catalogue: Catalogue, paceMs: number) {
    this.#store = store;
    this.#catalogue = catalogue;
    this.#paceMs = paceMs;
  }

  /** POST …/clusterrepos/<repo>?action=install|upgrade */
  async deploy(repo: string, action: string, body: ActionRequest): Promise<Answer> {
    if (!this.#store.find('catalog.cattle.io.clusterrepo', repo)) {
      return failure(404, 'NotFound', `clusterrepos.catalog.cattle.io "${repo}" not found`);
    }
    const chart = body.charts?.at(-1);
    // as in Rancher: an empty body is an operation in the namespace `default`
    if (!chart) return this.#begin(recorded.helm.failed, { action, release: '', namespace: 'default', repo });
    const entry = this.#catalogue.entry(chart.chartName, chart.version);
    if (!entry) return failure(500, 'ServerError', `no chart version found for ${chart.chartName}-${chart.version}`);

    // as helm names a release itself
    const release = chart.releaseName || `${chart.chartName}-1700000000`;
    const namespace = body.namespace ?? 'default';
    const { ready, failure: reason } = this.outcome;
    await delay(this.#paceMs);
    this.#store.put({ id: namespace, type: 'namespace', metadata: { name: namespace }, status: { phase: 'Active' } });
    const course = { action, release, namespace, repo };
    if (reason !== undefined) return this.#begin(recorded.helm.failed, course, { reason });

    const hostname = typeof chart.values?.['hostname'] === 'string' ? chart.values['hostname'] : HOSTNAME;
    const of = (resource: Resource) => ofRelease(resource, { release, namespace, hostname });
    const annotations = { ...(entry['annotations'] as JsonObject | undefined), ...chart.annotations };
    const app = (stage: Stage | undefined) => {
      const resource = of(required(stage).object);
      const previous = this.#store.find(resource.type, resource.id)?.spec?.['version'];
      const version = action === 'upgrade' && typeof previous === 'number' ? previous + 1 : 1;
      const { urls, created, digest, ...metadata } = entry;
      void [urls, created, digest];
      resource.spec = {
        ...resource.spec,
        name: release,
        namespace,
        version,
        values: chart.values ?? {},
        chart: { metadata: { ...metadata, annotations } },
      };
      resource.metadata.labels = { 'catalog.cattle.io/cluster-repo-name': repo };
      return resource;
    };
    const waiting = body.wait ?? false;
    return this.#begin(recorded.helm.succeeded, course, {
      running: async () => {
        this.#store.put(app(recorded.helm.app[0]));
        this.#store.put(of(required(recorded.helm.deployment[0]).object));
        for (const resource of recorded.helm.objects) this.#store.put(of(resource));
        this.#store.put(secret(namespace, release));
        if (ready && waiting) await this.#becomeReady(of);
      },
      ended: async () => {
        this.#store.put(app(recorded.helm.app.at(-1)));
        if (ready && !waiting) await this.#becomeReady(of);
      },
      hostname,
    });
  }

  /** POST …/apps/<namespace>/<release>?action=uninstall */
  async uninstall(namespace: string, release: string): Promise<Answer> {
    return this.#begin(
      recorded.helm.uninstalled,
      { action: 'uninstall', release, namespace, repo: '' },
      {
        ended: async () => {
          this.#store.remove('catalog.cattle.io.app', `${namespace}/${release}`);
          for (const type of ['apps.deployment', 'pod', 'networking.k8s.io.ingress', 'service']) {
            for (const { id, metadata } of this.#store.objects(type))
              if (metadata.namespace === namespace) this.#store.remove(type, id);
          }
        },
      },
    );
  }

  async #becomeReady(of: (resource: Resource) => Resource): Promise<void> {
    await delay(this.#paceMs * 2);
    this.#store.put(of(required(recorded.helm.deployment.at(-1)).object));
  }

  /** Makes the Operation and lets it run its course; answers at once. */
  #begin(
    { answer, operation, log }: (typeof recorded.helm)['succeeded'],
    { action, release, namespace, repo }: { action: string; release: string; namespace: string; repo: string },
    {
      running,
      ended,
      reason,
      hostname = HOSTNAME,
    }: {
      running?: () => Promise<void>;
      ended?: () => Promise<void>;
      reason?: string;
      hostname?: string;
    } = {},
  ): Answer {
    const name = `helm-operation-${String(++this.#operations).padStart(5, '0')}`;
    const id = `${namespace}/${name}`;
    const written = new OperationLog();
    this.logs.set(id, written);
    const stage = (at: number) => {
      const { link, object } = required(operation.at(at));
      const resource = structuredClone(object);
      Object.assign(resource, { id, hasLog: link });
      Object.assign(resource.metadata, { name, namespace });
      resource.status = { ...resource.status, action, namespace, releaseName: release, podName: name };
      this.#store.put(resource);
    };
    const line = (text: string) =>
      text
        .replaceAll(HOSTNAME, hostname)
        .replaceAll('cluster-repo-name=recorded', `cluster-repo-name=${repo}`)
        .replaceAll('helm install', `helm ${action}`)
        .replaceAll('--namespace=face-auth', `--namespace=${namespace}`);

    stage(0);
    const course = async () => {
      await delay(this.#paceMs);
      // measured: every action of helm ends all watches, without an error
      this.#store.emit('stopWatches');
      await delay(this.#paceMs * 2);
      stage(1);
      const frames = reason === undefined ? log : [...log.slice(0, -1), `${reason}\n`];
      for (const text of frames.slice(0, 2)) written.add(line(text));
      await delay(this.#paceMs);
      await running?.();
      for (const text of frames.slice(2)) written.add(line(text));
      await delay(this.#paceMs);
      stage(-1);
      written.end();
      await ended?.();
    };
    void course();
    return json({ ...answer, operationName: name, operationNamespace: namespace }, 201);
  }
}

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The recorded answers lack a stage: record them anew.');
  return value;
}

/** A recorded object with the names of another release. */
function ofRelease(
  resource: Resource,
  { release, namespace, hostname }: Record<'release' | 'namespace' | 'hostname', string>,
): Resource {
  const fullname = release.includes(RELEASE) ? release : `${release}-${RELEASE}`;
  const copy = JSON.parse(JSON.stringify(resource).replaceAll(HOSTNAME, hostname)) as Resource;
  const isApp = copy.type === 'catalog.cattle.io.app';
  const name = isApp ? release : copy.metadata.name.replace(RELEASE, fullname);
  if (!isApp && copy.metadata.labels) copy.metadata.labels['app.kubernetes.io/instance'] = release;
  Object.assign(copy, { id: `${namespace}/${name}` });
  Object.assign(copy.metadata, { name, namespace });
  return copy;
}

/** The release's Secret with the first invitation. */
function secret(namespace: string, release: string): Resource {
  const name = release.includes(RELEASE) ? release : `${release}-${RELEASE}`;
  const labels = { 'app.kubernetes.io/name': RELEASE, 'app.kubernetes.io/instance': release };
  const invitation = Buffer.from(INVITATION).toString('base64');
  return {
    id: `${namespace}/${name}`,
    type: 'secret',
    _type: 'Opaque',
    metadata: { name, namespace, labels },
    data: { invitation },
  };
}
