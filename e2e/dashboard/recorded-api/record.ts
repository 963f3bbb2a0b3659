/**
 * Records the answers that the server beside it gives: `node e2e/dashboard/recorded-api/record.ts <catalogue URL>`.
 *
 * Needs a Rancher (or its stand-in) of your own with one downstream cluster on which Face Auth is not installed:
 * RANCHER_URL, RANCHER_USER, RANCHER_PASSWORD; the catalogue must be served where that Rancher reaches it, and the image
 * of the chart must be in the cluster. Installs and uninstalls the chart there. What is written holds no address, no
 * secret, no identifier of a machine.
 */
import { writeFile } from 'node:fs/promises';
import { format } from 'prettier';
import { WebSocket } from 'ws';
import type { Answer, JsonObject, Resource, Schema } from './resource.ts';

const REPO = 'recorded';
const CHART = 'face-auth';
const HOSTNAME = 'login.example.com';

/** What the dashboard, the extension and the Apps pages read. */
const MANAGEMENT_TYPES = [
  'namespace',
  'node',
  'management.cattle.io.cluster',
  'management.cattle.io.feature',
  'management.cattle.io.fleetworkspace',
  'management.cattle.io.project',
  'management.cattle.io.setting',
  'management.cattle.io.user',
  'provisioning.cattle.io.cluster',
  'catalog.cattle.io.app',
  'catalog.cattle.io.clusterrepo',
  'catalog.cattle.io.operation',
  'catalog.cattle.io.uiplugin',
];
const CLUSTER_TYPES = [
  'namespace',
  'node',
  'pod',
  'secret',
  'configmap',
  'service',
  'event',
  'persistentvolumeclaim',
  'serviceaccount',
  'apps.deployment',
  'apps.replicaset',
  'networking.k8s.io.ingress',
  'networking.k8s.io.ingressclass',
  'storage.k8s.io.storageclass',
  'catalog.cattle.io.app',
  'catalog.cattle.io.clusterrepo',
  'catalog.cattle.io.operation',
];
/** Types whose schema is recorded but none of whose objects. */
const WITHOUT_OBJECTS = ['secret', 'configmap', 'event', 'serviceaccount', 'service', 'apps.replicaset'];
const OWN_SCHEMAS = ['schema', 'count', 'userpreference', 'ext.cattle.io.selfuser'];

const need = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`Set ${name}: this script records a Rancher that is yours.`);
  return value;
};

class Client {
  readonly base: string;
  #cookie = '';

  constructor(base: string) {
    this.base = base.replace(/\/$/, '');
  }

  async login(username: string, password: string): Promise<void> {
    const body = { type: 'localProvider', username, password, responseType: 'cookie' };
    const answer = await fetch(`${this.base}/v1-public/login`, { method: 'POST', body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`The login failed with ${answer.status}.`);
    this.#cookie = answer.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ');
  }

  get headers(): Record<string, string> {
    return { cookie: this.#cookie };
  }

  async answer(path: string, init: RequestInit = {}): Promise<Answer> {
    const headers = { ...this.headers, ...(init.headers as Record<string, string> | undefined) };
    const answer = await fetch(`${this.base}${path}`, { ...init, headers });
    const type = answer.headers.get('content-type') ?? '';
    const text = await answer.text();
    return {
      status: answer.status,
      type,
      body: type.includes('application/json') ? (JSON.parse(text) as unknown) : text,
    };
  }

  async get<T = JsonObject>(path: string): Promise<T> {
    const { status, body } = await this.answer(path);
    if (status !== 200) throw new Error(`GET ${path}: ${status} ${JSON.stringify(body)}`);
    return body as T;
  }

  async post(path: string, body: unknown): Promise<JsonObject> {
    const answer = await this.answer(path, { method: 'POST', body: JSON.stringify(body) });
    if (answer.status >= 300) throw new Error(`POST ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body as JsonObject;
  }
}

/** Takes out what is of one machine or one moment, and what nobody reads. */
function trimmed(resource: Resource): Resource {
  const { links, _id, actions, ...kept } = structuredClone(resource) as Resource & Record<string, unknown>;
  void [links, _id, actions];
  for (const key of ['managedFields', 'uid', 'resourceVersion', 'fields', 'ownerReferences']) {
    delete kept.metadata[key];
  }
  if (kept.type !== 'management.cattle.io.cluster') delete kept.metadata['relationships'];
  for (const labels of [kept.metadata.labels, kept.metadata.annotations]) {
    for (const key of Object.keys(labels ?? {}))
      if (/^(testcluster|standin)\/|last-applied/.test(key)) delete labels?.[key];
  }
  if (kept.type === 'node') trimNode(kept);
  if (kept.type === 'pod') trimPod(kept);
  if (kept.type === 'management.cattle.io.setting' && /cacerts|server-url/.test(kept.id)) {
    Object.assign(kept, { value: '', default: '' });
  }
  return kept;
}

function trimNode(node: Resource): void {
  const { images, nodeInfo, daemonEndpoints, ...status } = node.status as JsonObject & { nodeInfo: JsonObject };
  void [images, daemonEndpoints];
  const { architecture, operatingSystem, kubeletVersion } = nodeInfo;
  const size = { cpu: '4', memory: '8Gi', pods: '110' };
  node.spec = {};
  node.status = {
    ...status,
    capacity: size,
    allocatable: size,
    nodeInfo: { architecture, operatingSystem, kubeletVersion, osImage: 'SUSE Linux Enterprise Micro' },
  };
}

function trimPod(pod: Resource): void {
  const slim = (containers: unknown) =>
    ((containers ?? []) as JsonObject[]).map(({ name, resources }) => ({ name, resources }));
  const { containers, initContainers, nodeName } = pod.spec ?? {};
  pod.spec = { nodeName, containers: slim(containers), initContainers: slim(initContainers) };
  const { phase, conditions } = pod.status ?? {};
  pod.status = { phase, conditions };
}

const isOfRelease = (resource: Resource) => resource.metadata.namespace === CHART;

async function recordCluster(client: Client, prefix: string, types: readonly string[]) {
  const { data: schemas } = await client.get<{ data: Schema[] }>(`${prefix}/v1/schemas`);
  const wanted = [...types, ...OWN_SCHEMAS];
  const objects: Record<string, Resource[]> = {};
  for (const type of types) {
    const schema = schemas.find((one) => one.id === type);
    if (!schema) throw new Error(`${prefix || 'management'}: no schema ${type}`);
    if (WITHOUT_OBJECTS.includes(type)) continue;
    const { data } = await client.get<{ data: Resource[] }>(`${prefix}/v1/${schema.pluralName}`);
    objects[type] = data.filter((one) => !isOfRelease(one) && one.id !== REPO).map(trimmed);
  }
  return {
    schemas: schemas
      .filter((schema) => wanted.includes(schema.id))
      .map(({ id, pluralName, collectionMethods, resourceMethods, attributes }) => {
        const { group, kind, version, namespaced, resource, verbs, columns } = attributes ?? {};
        const slim = columns?.map(({ name, type, format: shape, field }) => ({ name, type, format: shape, field }));
        const kept = { group, kind, version, namespaced, resource, verbs, columns: slim };
        return { id, pluralName, collectionMethods, resourceMethods, attributes: kept };
      }),
    objects,
  };
}

const PLAIN = [
  '/rancherversion',
  '/version',
  '/v3/principals',
  '/v3/schemas',
  '/v1/userpreferences',
  '/v1-public/authproviders',
];

async function recordPlain(client: Client) {
  const entries = await Promise.all(PLAIN.map(async (path) => [path, await client.get(path)] as const));
  return Object.fromEntries(entries);
}

async function until<T>(what: string, ask: () => Promise<T | undefined>, everyMs = 100, limitMs = 180_000): Promise<T> {
  const end = Date.now() + limitMs;
  while (Date.now() < end) {
    const found = await ask();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  throw new Error(`Waited ${limitMs / 1000} s in vain for ${what}.`);
}

const changes = () => {
  const stages: { link: boolean; object: Resource }[] = [];
  return {
    stages,
    add(resource: Resource & { links?: Record<string, string> }) {
      const stage = { link: resource.links?.['logs'] !== undefined, object: trimmed(resource) };
      if (JSON.stringify(stages.at(-1)) !== JSON.stringify(stage)) stages.push(stage);
    },
  };
};

/** The frames of helm's log as the socket sends them, decoded. */
async function recordLog(client: Client, link: string): Promise<string[]> {
  const url = `${link.replace(/^http/, 'ws')}?previous=false&follow=true&timestamps=true&pretty=true&sinceSeconds=1800`;
  const frames: string[] = [];
  const socket = new WebSocket(url, 'base64.binary.k8s.io', { headers: client.headers });
  socket.on('message', (data) => frames.push(Buffer.from((data as Buffer).toString(), 'base64').toString()));
  await new Promise<void>((resolve, reject) => socket.once('close', () => resolve()).once('error', reject));
  return frames.map((frame) => frame.replaceAll(/^\S+Z /gm, ''));
}

async function recordOperation(client: Client, prefix: string, answer: JsonObject) {
  const path = `${prefix}/v1/catalog.cattle.io.operations/${String(answer['operationNamespace'])}/${String(answer['operationName'])}`;
  const operation = changes();
  let log: Promise<string[]> | undefined;
  await until(`the end of ${path}`, async () => {
    const seen = await client.answer(path);
    if (seen.status !== 200) return undefined;
    const resource = seen.body as Resource & { links: Record<string, string> };
    operation.add(resource);
    if (resource.links['logs']) log ??= recordLog(client, resource.links['logs']);
    const { name, transitioning } = resource.metadata.state ?? { name: '', transitioning: true };
    const conditions = (resource.status?.['conditions'] ?? []) as { type: string; status: string }[];
    const reconciling = conditions.find(({ type }) => type === 'Reconciling');
    return log && !transitioning && reconciling?.status === 'False' ? name : undefined;
  });
  return { answer, operation: operation.stages, log: (await log) ?? [] };
}

async function recordHelm(client: Client, prefix: string, version: string) {
  const install = (releaseName: string) => ({
    charts: [{ chartName: CHART, version, releaseName, annotations: {}, values: { hostname: HOSTNAME } }],
    noHooks: false,
    timeout: '120s',
    wait: true,
    namespace: CHART,
    projectId: null,
    disableOpenAPIValidation: false,
    skipCRDs: false,
  });
  const action = `${prefix}/v1/catalog.cattle.io.clusterrepos/${REPO}?action=install`;
  const app = changes();
  const deployment = changes();
  const answer = await client.post(action, install(CHART));
  const running = { now: true };
  const watching = (async () => {
    while (running.now) {
      for (const [seen, type] of [
        [app, 'catalog.cattle.io.apps'],
        [deployment, 'apps.deployments'],
      ] as const) {
        const { status, body } = await client.answer(`${prefix}/v1/${type}/${CHART}/${CHART}`);
        if (status === 200) seen.add(body as Resource);
      }
    }
  })();
  const succeeded = await recordOperation(client, prefix, answer);
  running.now = false;
  await watching;
  const objects: Resource[] = [];
  for (const type of ['pods', 'networking.k8s.io.ingresses', 'persistentvolumeclaims', 'services']) {
    const { data } = await client.get<{ data: Resource[] }>(`${prefix}/v1/${type}/${CHART}`);
    objects.push(...data.map(trimmed));
  }
  const failed = await recordOperation(client, prefix, await client.post(action, install(CHART)));
  const removal = await client.post(`${prefix}/v1/catalog.cattle.io.apps/${CHART}/${CHART}?action=uninstall`, {});
  const uninstalled = await recordOperation(client, prefix, removal);
  return { succeeded, failed, uninstalled, app: app.stages, deployment: deployment.stages, objects };
}

async function recordErrors(client: Client, prefix: string) {
  const json = { 'content-type': 'application/json' };
  const browser = {
    ...json,
    'user-agent': 'Mozilla/5.0',
    cookie: `${client.headers['cookie']}; CSRF=0123456789abcdef`,
  };
  const action = `${prefix}/v1/catalog.cattle.io.clusterrepos/${REPO}?action=install`;
  const unknownVersion = { charts: [{ chartName: CHART, version: '99.0.0' }], namespace: CHART };
  return {
    csrf: await client.answer(action, { method: 'POST', body: '{}', headers: browser }),
    noChartVersion: await client.answer(action, {
      method: 'POST',
      body: JSON.stringify(unknownVersion),
      headers: json,
    }),
    unknownType: await client.answer(`${prefix}/v1/nosuchtypes`),
    notFound: await client.answer(`${prefix}/v1/namespaces/nosuchnamespace`),
    lost: await client.answer('/k8s/clusters/c-m-none0000/v1/nodes'),
    unknownColumn: await client.answer(`${prefix}/v1/nodes?filter=spec.nosuch=1`),
    noLogin: await new Client(client.base).answer('/v1/namespaces'),
  };
}

const base = need('RANCHER_URL');
const catalogue = process.argv[2];
if (!catalogue) throw new Error('Say where the catalogue is served: record.ts http://127.0.0.1:8879');
const client = new Client(base);
await client.login(need('RANCHER_USER'), need('RANCHER_PASSWORD'));
const { data: clusters } = await client.get<{ data: Resource[] }>('/v1/management.cattle.io.clusters');
const cluster = clusters.find(({ id }) => id !== 'local');
if (!cluster) throw new Error('That Rancher has no downstream cluster.');
const prefix = `/k8s/clusters/${cluster.id}`;
const clusterName = String(cluster.spec?.['displayName']);

const repos = `${prefix}/v1/catalog.cattle.io.clusterrepos`;
if ((await client.answer(`${repos}/${REPO}`)).status === 404) {
  await client.post(repos, {
    type: 'catalog.cattle.io.clusterrepo',
    metadata: { name: REPO },
    spec: { url: catalogue },
  });
}
const index = await until('the index', async () => {
  const { status, body } = await client.answer(`${repos}/${REPO}?link=index`);
  return status === 200 ? (body as { entries: Record<string, { version: string }[]> }) : undefined;
});
const version = index.entries[CHART]?.[0]?.version;
if (!version) throw new Error(`The catalogue at ${catalogue} has no chart ${CHART}.`);
const repo = trimmed(await client.get<Resource>(`${repos}/${REPO}`));

const management = { ...(await recordCluster(client, '', MANAGEMENT_TYPES)), plain: await recordPlain(client) };
const downstream = { ...(await recordCluster(client, prefix, CLUSTER_TYPES)), repo };
const errors = await recordErrors(client, prefix);
const helm = await recordHelm(client, prefix, version);
const nodeName = downstream.objects['node']?.[0]?.metadata.name ?? '';
const localNode = management.objects['node']?.[0]?.metadata.name ?? '';

/** The recorded names and addresses become names that mean the same on every machine. */
const neutral = (value: unknown): string =>
  `${JSON.stringify(value, null, 1)}\n`
    .replaceAll(base, '{{origin}}')
    .replaceAll(catalogue.replace(/\/$/, ''), 'https://charts.example.com')
    .replaceAll(cluster.id, 'c-m-recorded')
    .replaceAll(nodeName, 'edge-one-node1')
    .replaceAll(localNode, 'local-node1')
    .replaceAll(clusterName, 'edge-one')
    .replaceAll(/\b(10|127|172|192\.168)(\.\d{1,3}){2,3}(?!\d)(?!\.)/g, '192.0.2.10');

const folder = new URL('answers/', import.meta.url);
for (const [name, value] of Object.entries({ management, downstream, errors, helm })) {
  await writeFile(new URL(`${name}.json`, folder), await format(neutral(value), { parser: 'json', printWidth: 120 }));
}
