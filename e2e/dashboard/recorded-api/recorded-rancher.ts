import { createReadStream, existsSync, statSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocketServer } from 'ws';
import { recorded } from './answers.ts';
import type { Catalogue } from './catalogue.ts';
import { ClusterStore } from './cluster-store.ts';
import { managementCluster, provisioningCluster, type ClusterSpec, type Reach } from './fleet.ts';
import { Helm } from './helm.ts';
import { readKubernetes, refuseKubernetes } from './kubernetes-api.ts';
import { failure, json, type Answer, type JsonObject, type Resource } from './resource.ts';
import { subscribe } from './subscription.ts';
import type { UiPlugins } from './ui-plugins.ts';

const API = /^\/(v1|v3|v1-public|v3-public|k8s|api|apis|meta|rancherversion|version|ping)(\/|$)/;
/** What Rancher passes on to a cluster's own API server. */
const KUBERNETES = /^\/k8s\/clusters\/([^/]+)\/(apis?(?:\/.+?)?)\/?$/;
const CLUSTER = /^(?:\/k8s\/clusters\/([^/]+))?\/v1\/(.+?)\/?$/;
const DASHBOARD = '/dashboard/';
/** The management cluster's repository that the extension was installed from. */
const CATALOGUE_REPO = 'face-auth-catalogue';
const CSRF_TOKEN = '0123456789abcdef0123456789abcdef';
/** Measured on Rancher v2.15.0: to a user who may not enter a cluster, or not yet. */
const REFUSED: Answer = { status: 401, type: '', body: '' };
const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.ico': 'image/x-icon',
};

export interface RecordedRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  body: unknown;
  headers: http.IncomingHttpHeaders;
  status: number;
}

interface Options {
  /** The stock dashboard's files. */
  dashboard: string;
  catalogue: Catalogue;
  plugins: UiPlugins;
  /** Downstream clusters by the name that the admin sees. */
  clusters: Record<string, ClusterSpec>;
  /** How long each step of an action takes, in ms. */
  paceMs?: number;
}

interface Cluster {
  id: string;
  store: ClusterStore;
  helm: Helm;
  reach: Reach;
}

interface Fault {
  method: string;
  path: RegExp;
  answer: Answer;
}

/** A server that the stock dashboard takes for a Rancher: recorded answers, and the few behaviours listed in the README. */
export class RecordedRancher {
  readonly url: string;
  /** Every request to the API so far, in the order of their answers. */
  readonly requests: RecordedRequest[] = [];
  readonly management: ClusterStore;
  /** Why new repositories cannot be downloaded; `undefined`: they can. */
  repositoryProblem: string | undefined;
  readonly #options: Options;
  readonly #server: http.Server;
  readonly #sockets = new WebSocketServer({ noServer: true });
  readonly #clusters: Map<string, Cluster>;
  readonly #faults: Fault[] = [];

  static async start(options: Options): Promise<RecordedRancher> {
    const server = http.createServer();
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
    return new RecordedRancher(server, options);
  }

  private constructor(server: http.Server, options: Options) {
    this.#server = server;
    this.#options = options;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { schemas, objects } = recorded.management;
    this.management = new ClusterStore('', schemas, objects);
    this.#clearRecordedCluster();
    this.management.put(recordedRepo(CATALOGUE_REPO));
    const local = new ClusterStore('/k8s/clusters/local', recorded.downstream.schemas, recorded.downstream.objects);
    this.#clusters = new Map([['local', this.#cluster('local', local)]]);
    for (const [name, spec] of Object.entries(options.clusters)) this.#addCluster(name, spec);
    server.on('request', (request, response) => void this.#request(request, response));
    server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
  }

  /** The version of the service's chart that the catalogue holds. */
  get chartVersion(): string {
    return this.#options.catalogue.entry('face-auth')?.version ?? '';
  }

  /** A cluster by its name. */
  cluster(name: string): Cluster {
    const cluster = this.#clusters.get(name);
    if (!cluster) throw new Error(`There is no cluster ${name}.`);
    return cluster;
  }

  /** Answers requests of that kind so, instead of what would come; until the returned function is called. */
  answerWith(method: string, pattern: RegExp, answer: Answer): () => void {
    const fault = { method, path: pattern, answer };
    this.#faults.unshift(fault);
    return () => void this.#faults.splice(this.#faults.indexOf(fault), 1);
  }

  /** The requests so far that changed something or were to. */
  changes(pattern = /./): RecordedRequest[] {
    return this.requests.filter(({ method, path: at }) => method !== 'GET' && pattern.test(at));
  }

  async close(): Promise<void> {
    this.#sockets.clients.forEach((client) => client.terminate());
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #clearRecordedCluster(): void {
    for (const type of ['management.cattle.io.cluster', 'provisioning.cattle.io.cluster']) {
      for (const { id } of this.management.objects(type))
        if (!/^(fleet-local\/)?local$/.test(id)) this.management.remove(type, id);
    }
  }

  #cluster(id: string, store: ClusterStore, reach: Reach = 'answers'): Cluster {
    return { id, store, helm: new Helm(store, this.#options.catalogue, this.#options.paceMs ?? 150), reach };
  }

  #addCluster(name: string, spec: ClusterSpec): void {
    const id = `c-m-${name}`;
    const store = new ClusterStore(`/k8s/clusters/${id}`, recorded.downstream.schemas, recorded.downstream.objects);
    spec.change?.(store);
    this.#clusters.set(name, this.#cluster(id, store, spec.reach ?? (spec.disconnected ? 'lost' : 'answers')));
    this.management.put(managementCluster(id, name, spec));
    this.management.put(provisioningCluster(id, name));
  }

  #byId(id: string | undefined): Cluster | undefined {
    return [...this.#clusters.values()].find((cluster) => cluster.id === id);
  }

  async #request(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    if (!API.test(url.pathname)) return this.#file(url, response);

    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const body = text.startsWith('{') ? (JSON.parse(text) as unknown) : text;
    const method = request.method ?? 'GET';
    const fault = this.#faults.find((one) => one.method === method && one.path.test(url.pathname + url.search));
    const answer = fault?.answer ?? (await this.#answer(request, url, body));
    if (answer === undefined) return; // it hangs
    const { status } = answer;
    this.requests.push({ method, path: url.pathname, query: url.searchParams, body, headers: request.headers, status });
    const headers: Record<string, string> = { 'x-api-cattle-auth': 'true' };
    if (answer.type) headers['content-type'] = answer.type;
    if (method === 'GET' && cookieOf(request) === undefined)
      headers['set-cookie'] = `CSRF=${CSRF_TOKEN}; Path=/; SameSite=Lax`;
    response.writeHead(status, headers);
    const raw = typeof answer.body === 'string' || Buffer.isBuffer(answer.body);
    response.end(raw ? answer.body : JSON.stringify(answer.body).replaceAll('{{origin}}', this.url));
  }

  async #answer(request: http.IncomingMessage, url: URL, body: unknown): Promise<Answer | undefined> {
    const method = request.method ?? 'GET';
    const { pathname, searchParams: query } = url;
    if (pathname === '/v1/uiplugins') return this.#options.plugins.index();
    const [, plugin, version, file] = /^\/v1\/uiplugins\/([^/]+)\/([^/]+)\/(.+)$/.exec(pathname) ?? [];
    if (plugin !== undefined && version !== undefined && file !== undefined)
      return this.#options.plugins.file(plugin, version, file);
    const fixed = recorded.management.plain[pathname];
    if (fixed && method === 'GET') return json(fixed);

    const [, named] = /^\/k8s\/clusters\/([^/]+)/.exec(pathname) ?? [];
    const cluster = named === undefined ? undefined : this.#byId(named);
    if (named !== undefined && (!cluster || cluster.reach === 'lost')) return lost(named);
    if (cluster?.reach === 'hangs') return undefined;
    const [, , kubernetes] = KUBERNETES.exec(pathname) ?? [];
    if (cluster && kubernetes !== undefined && method === 'GET')
      return (cluster.reach === 'refuses' ? refuseKubernetes : readKubernetes)(cluster.store, kubernetes);
    if (cluster?.reach === 'refuses') return REFUSED;
    const [, , rest = ''] = CLUSTER.exec(pathname) ?? [];
    if (rest === '') return recorded.errors.unknownType;
    if (method !== 'GET' && isForged(request)) return recorded.errors.csrf;

    const store = cluster?.store ?? this.management;
    const helm = (cluster ?? this.cluster('local')).helm;
    const special = await this.#special({ method, rest, query, body, store, helm, self: `${this.url}${pathname}` });
    if (special) return special;
    return method === 'GET'
      ? store.read(rest, query, this.url)
      : this.#change(method, rest, body as Partial<Resource>, store);
  }

  /** What is more than reading or writing an object. */
  async #special({ method, rest, query, body, store, helm, self }: Special): Promise<Answer | undefined> {
    if (/^ext\.cattle\.io\.selfusers?$/.test(rest) && method === 'POST')
      return json({ status: { userID: 'user-admin' } }, 201);
    if (rest.startsWith('userpreferences/')) return json(body);

    const [, repo] = /^catalog\.cattle\.io\.clusterrepos\/([^/]+)$/.exec(rest) ?? [];
    const action = query.get('action');
    if (repo !== undefined && method === 'POST' && action) return helm.deploy(repo, action, body as JsonObject);
    if (repo !== undefined && query.get('link')) return this.#link(repo, query, store, self);

    const [, namespace, release] = /^catalog\.cattle\.io\.apps\/([^/]+)\/([^/]+)$/.exec(rest) ?? [];
    if (namespace !== undefined && release !== undefined && action === 'uninstall')
      return helm.uninstall(namespace, release);
    return undefined;
  }

  #link(repo: string, query: URLSearchParams, store: ClusterStore, self: string): Answer {
    const { catalogue } = this.#options;
    const [link, chart, version] = [query.get('link'), query.get('chartName') ?? '', query.get('version') ?? undefined];
    if (!store.find('catalog.cattle.io.clusterrepo', repo)) return recorded.errors.unknownType;
    if (link === 'index') return catalogue.index(self);
    if (link === 'icon') return catalogue.icon(chart);
    return catalogue.info(chart, version) ?? recorded.errors.noChartVersion;
  }

  #change(method: string, rest: string, body: Partial<Resource>, store: ClusterStore): Answer {
    const [plural = '', ...place] = rest.split('/');
    const type = store.schemaOf(plural)?.id;
    if (type === undefined) return recorded.errors.unknownType;
    if (method === 'DELETE') {
      store.remove(type, place.join('/'));
      return { status: 204, type: '', body: '' };
    }
    if (!body.metadata?.name) return failure(422, 'InvalidBodyContent', 'the object has no metadata.name');
    const { name, namespace } = body.metadata;
    const resource: Resource = {
      ...body,
      metadata: body.metadata,
      type,
      id: namespace === undefined ? name : `${namespace}/${name}`,
    };
    if (type === 'catalog.cattle.io.clusterrepo') void this.#download(resource, store);
    store.put(resource);
    return json(store.shown(resource, this.url), method === 'POST' ? 201 : 200);
  }

  /** A new repository is downloaded a moment later, as it was recorded. */
  async #download(resource: Resource, store: ClusterStore): Promise<void> {
    await delay(this.#options.paceMs ?? 150);
    const { metadata, status } = recordedRepo(resource.id);
    const message = this.repositoryProblem;
    // measured: a repository that cannot be reached is `downloading` with an error
    const state =
      message === undefined ? metadata.state : { name: 'downloading', error: true, transitioning: false, message };
    const failed = { conditions: [{ type: 'Downloaded', status: 'False', reason: 'Error', message }] };
    store.put({
      ...resource,
      metadata: { ...resource.metadata, state } as Resource['metadata'],
      status: { ...status, url: resource.spec?.['url'], ...(message === undefined ? {} : failed) },
    });
  }

  #file(url: URL, response: http.ServerResponse): void {
    if (!url.pathname.startsWith(DASHBOARD)) {
      response.writeHead(302, { location: DASHBOARD + url.pathname.slice(1) + url.search }).end();
      return;
    }
    const root = this.#options.dashboard;
    const wanted = path.join(root, path.normalize(`/${decodeURIComponent(url.pathname.slice(DASHBOARD.length))}`));
    const isFile = wanted.startsWith(root) && existsSync(wanted) && statSync(wanted).isFile();
    const file = isFile ? wanted : path.join(root, 'index.html');
    const cache = isFile ? 'max-age=3600' : 'no-cache';
    response.writeHead(200, {
      'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream',
      'cache-control': cache,
    });
    createReadStream(file).pipe(response);
  }

  #upgrade(request: http.IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const { pathname } = new URL(request.url ?? '/', this.url);
    const [, id, rest = ''] = CLUSTER.exec(pathname) ?? [];
    const cluster = id === undefined ? undefined : this.#byId(id);
    if (cluster && cluster.reach !== 'answers') {
      if (cluster.reach !== 'hangs') socket.end('HTTP/1.1 500 Internal Server Error\r\n\r\n');
      return;
    }
    const [, operation] = /^catalog\.cattle\.io\.operations\/([^/]+\/[^/]+)\/logs$/.exec(rest) ?? [];
    const log = operation === undefined ? undefined : (cluster ?? this.cluster('local')).helm.logs.get(operation);
    if (rest !== 'subscribe' && pathname !== '/v3/subscribe' && !log) {
      socket.end('HTTP/1.1 404 Not Found\r\n\r\n');
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (client) => {
      if (rest === 'subscribe') return subscribe(client, cluster?.store ?? this.management, this.url);
      if (!log) return;
      const send = (frame: string) => client.send(Buffer.from(frame).toString('base64'));
      log.frames.forEach(send);
      if (log.ended) return client.close();
      log.on('frame', send).once('end', () => client.close());
      client.on('close', () => log.off('frame', send));
    });
  }
}

/** The recorded text, of a cluster that there is not, for any cluster. */
function lost(cluster: string): Answer {
  const { body, ...answer } = recorded.errors.lost;
  return { ...answer, body: String(body).replace(/stv-cluster-\S+/, `stv-cluster-${cluster}`) };
}

/** A downloaded repository, as recorded. */
function recordedRepo(name: string): Resource {
  const repo = structuredClone(recorded.downstream.repo);
  return { ...repo, id: name, metadata: { ...repo.metadata, name } };
}

interface Special {
  method: string;
  rest: string;
  query: URLSearchParams;
  body: unknown;
  store: ClusterStore;
  helm: Helm;
  self: string;
}

const cookieOf = (request: http.IncomingMessage) => /(?:^|;\s*)CSRF=([^;]+)/.exec(request.headers.cookie ?? '')?.[1];

/** As measured: with the cookie, a change needs its value in the header too. */
function isForged(request: http.IncomingMessage): boolean {
  const token = cookieOf(request);
  return token !== undefined && request.headers['x-api-csrf'] !== token;
}
