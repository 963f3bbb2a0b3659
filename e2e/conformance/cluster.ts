import {
  ApiException,
  CoreV1Api,
  type KubernetesObject,
  KubeConfig,
  KubernetesObjectApi,
  type V1Pod,
  Watch,
} from '@kubernetes/client-node';
import type { KubernetesNode, KubernetesPod } from '../../placement/src/kubernetes/kubernetes-objects.ts';
import { nodeObject, nodeTaints, podObject } from './case-objects.ts';
import { CASE_LABEL, OTHER_NAMESPACE, RELEASE_NAMESPACE, type SchedulerCase } from './draw-case.ts';

/** What the scheduler made of the pods of a release. */
export interface SchedulerAnswer {
  /** Node of each pod that got one. */
  readonly nodes: readonly string[];
  /** Of each pod that got none: the scheduler's message. */
  readonly pending: readonly string[];
}

/** A real cluster, in which nodes without a kubelet are put before its scheduler. */
export interface ConformanceCluster {
  /** Nodes and other pods of a case, as they shall be. */
  put(drawn: SchedulerCase): Promise<void>;
  read(): Promise<{ readonly nodes: KubernetesNode[]; readonly pods: KubernetesPod[] }>;
  /** Creates a release's pods of that template and waits for what the scheduler says of every one. */
  schedule(template: PodTemplate, count: number, patienceMs: number): Promise<SchedulerAnswer>;
  /** Takes everything of the case away. */
  clear(): Promise<void>;
  /** Takes the namespaces and the volume away. */
  leave(): Promise<void>;
}

export type PodTemplate = Pick<V1Pod, 'metadata' | 'spec'>;

/** Name of ServiceAccount and claim of all pods here. */
export const PREPARED_NAME = 'face-auth';

const NAMESPACES = [RELEASE_NAMESPACE, OTHER_NAMESPACE];
const ANSWER_LIMIT_MS = 30_000;
/** Of a pod that is being deleted and never gets away, for it has no kubelet. */
const NEVER_S = 3600;

/** @throws Error when no cluster answers. */
export async function conformanceCluster(): Promise<ConformanceCluster> {
  const config = new KubeConfig();
  config.loadFromDefault();
  const core = config.makeApiClient(CoreV1Api);
  const watch = new Watch(config);

  await prepare(KubernetesObjectApi.makeApiClient(config));
  const claims = `/api/v1/namespaces/${RELEASE_NAMESPACE}/persistentvolumeclaims`;
  await eventOf(watch, claims, {}, (_, { status }) => status?.phase === 'Bound');
  await clear(core);

  return {
    async put({ nodes, pods }) {
      const unmanaged = new Set(pods.filter(({ state }) => state !== 'running').map(({ node }) => node));
      await Promise.all(
        nodes.map(async (node) => {
          await core.createNode({ body: nodeObject(node, node.ready && !unmanaged.has(node.name)) });
          // A new node is given a taint until its controller has looked at it; here it is as it shall be from now on.
          await core.patchNode({
            name: node.name,
            body: [{ op: 'add', path: '/spec/taints', value: nodeTaints(node) }],
          });
        }),
      );
      await Promise.all(
        pods.map(async (pod) => {
          const { name, namespace } = pod;
          await core.createNamespacedPod({ namespace, body: podObject(pod, PREPARED_NAME) });
          if (pod.state === 'ending') await core.deleteNamespacedPod({ name, namespace, gracePeriodSeconds: NEVER_S });
          if (pod.state === 'ended') {
            await core.patchNamespacedPodStatus({
              name,
              namespace,
              body: [{ op: 'add', path: '/status/phase', value: 'Succeeded' }],
            });
          }
        }),
      );
    },

    async read() {
      const [nodes, pods] = await Promise.all([core.listNode(), core.listPodForAllNamespaces()]);
      return { nodes: nodes.items, pods: pods.items };
    },

    async schedule(template, count, patienceMs) {
      const { metadata } = await core.listNamespacedPod({ namespace: RELEASE_NAMESPACE, limit: 1 });
      const names = Array.from({ length: count }, (_, index) => `release-${index + 1}`);
      const answer = untilDecided(watch, metadata?.resourceVersion ?? '0', names, patienceMs);
      // One after the other, as a ReplicaSet would not, so that the pods stand in the scheduler's queue in one order.
      for (const name of names) {
        const body = { ...template, metadata: { ...template.metadata, name } };
        await core.createNamespacedPod({ namespace: RELEASE_NAMESPACE, body });
      }
      return answer;
    },

    clear: () => clear(core),

    async leave() {
      await clear(core);
      await core.deletePersistentVolume({ name: RELEASE_NAMESPACE });
      await Promise.all(
        NAMESPACES.map(async (name) => {
          const query = { fieldSelector: `metadata.name=${name}` };
          const gone = eventOf(watch, '/api/v1/namespaces', query, (event) => event === 'DELETED');
          await core.deleteNamespace({ name });
          await gone;
        }),
      );
    },
  };
}

/** Namespaces, the ServiceAccount of the pods, and a volume that is bound already, so that storage decides nothing. */
async function prepare(objects: KubernetesObjectApi): Promise<void> {
  const inNamespace = { namespace: RELEASE_NAMESPACE, name: PREPARED_NAME };
  const volume = { accessModes: ['ReadWriteOnce'], storageClassName: '' };
  const wanted = [
    ...NAMESPACES.flatMap((namespace) => [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
      { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { namespace, name: PREPARED_NAME } },
    ]),
    {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: RELEASE_NAMESPACE },
      spec: { ...volume, capacity: { storage: '1Gi' }, claimRef: inNamespace, hostPath: { path: '/nowhere' } },
    },
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: inNamespace,
      spec: { ...volume, volumeName: RELEASE_NAMESPACE, resources: { requests: { storage: '1Gi' } } },
    },
  ];
  for (const object of wanted) {
    await objects.create(object as KubernetesObject).catch((error: unknown) => {
      if (!(error instanceof ApiException && error.code === 409)) throw error; // there from a run that was interrupted
    });
  }
}

async function clear(core: CoreV1Api): Promise<void> {
  await Promise.all(
    NAMESPACES.map((namespace) => core.deleteCollectionNamespacedPod({ namespace, gracePeriodSeconds: 0 })),
  );
  await core.deleteCollectionNode({ labelSelector: CASE_LABEL });
}

/** Resolves with the first event about objects of that path that is the one waited for. */
function eventOf(
  watch: Watch,
  path: string,
  query: Readonly<Record<string, string>>,
  isIt: (event: string, object: { readonly status?: { readonly phase?: string } }) => boolean,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = watch.watch(
      path,
      query,
      (event: string, object: { readonly status?: { readonly phase?: string } }) => {
        if (!isIt(event, object)) return;
        resolve();
        void request.then((controller) => controller.abort());
      },
      (error) => reject(new Error(`The watch of ${path} ended`, { cause: error })),
    );
  });
}

/** Waits until the scheduler has said something of every pod; when some got no node, for so long that they might still get one. */
function untilDecided(
  watch: Watch,
  resourceVersion: string,
  names: readonly string[],
  patienceMs: number,
): Promise<SchedulerAnswer> {
  return new Promise((resolve, reject) => {
    const pods = new Map<string, V1Pod>();
    let patience: NodeJS.Timeout | undefined;
    let request: AbortController | undefined;
    let isOver = false;
    const end = (settle: () => void): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(patience);
      clearTimeout(limit);
      request?.abort();
      settle();
    };
    const limit = setTimeout(
      () => end(() => reject(new Error(`The scheduler said nothing of a pod for ${ANSWER_LIMIT_MS / 1000} s`))),
      ANSWER_LIMIT_MS,
    );

    const look = (_event: string, pod: V1Pod): void => {
      const name = pod.metadata?.name ?? '';
      if (names.includes(name)) pods.set(name, pod);
      const answer = answerOf(names.map((wanted) => pods.get(wanted)));
      if (answer === undefined) return;
      if (answer.pending.length === 0) return end(() => resolve(answer));
      clearTimeout(patience);
      patience = setTimeout(() => end(() => resolve(answer)), patienceMs);
    };
    watch
      .watch(`/api/v1/namespaces/${RELEASE_NAMESPACE}/pods`, { resourceVersion }, look, (error) =>
        end(() => reject(new Error('The watch of the pods ended', { cause: error }))),
      )
      .then(
        (controller) => {
          request = controller;
          if (isOver) controller.abort();
        },
        (error: Error) => end(() => reject(error)),
      );
  });
}

/** Undefined until something is said of every pod. */
function answerOf(pods: readonly (V1Pod | undefined)[]): SchedulerAnswer | undefined {
  const nodes: string[] = [];
  const pending: string[] = [];
  for (const pod of pods) {
    const said = pod?.status?.conditions?.find(({ type }) => type === 'PodScheduled');
    if (pod?.spec?.nodeName) nodes.push(pod.spec.nodeName);
    else if (said?.status === 'False' && said.reason === 'Unschedulable') pending.push(said.message ?? '');
    else return undefined;
  }
  return { nodes, pending };
}
