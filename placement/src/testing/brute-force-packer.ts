import type { NodeFacts } from '../facts/cluster-facts.ts';
import type { LabelSelector } from '../scheduling/label-selector.ts';
import type { PodAffinityTerm } from '../scheduling/pod-affinity.ts';
import type { PodShape } from '../scheduling/pod-shape.ts';

/*
 * What kube-scheduler's filters say, written from the Kubernetes documentation as plainly as it can be and without a line of the
 * packer's code: for small cases, every order of every assignment is tried, and every rule is asked anew at each step.
 */

interface Pod {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly affinity: readonly PodAffinityTerm[];
  readonly antiAffinity: readonly PodAffinityTerm[];
}

interface Place {
  readonly node: NodeFacts;
  readonly pods: readonly Pod[];
  readonly ours: number;
}

/** The most of `count` pods that any order of placing them, one after the other, gets onto nodes. */
export function mostPods(nodes: readonly NodeFacts[], pod: PodShape, count: number): number {
  const seen = new Map<string, number>();
  const from = (places: readonly Place[], left: number): number => {
    const key = places.map(({ ours }) => ours).join();
    const known = seen.get(key);
    if (known !== undefined || left === 0) return known ?? 0;

    let most = 0;
    for (let index = 0; index < places.length; index += 1) {
      if (!takes(places, index, pod)) continue;
      most = Math.max(most, 1 + from(withPod(places, index, pod), left - 1));
    }
    seen.set(key, most);
    return most;
  };
  return from(placesOf(nodes), count);
}

/** Whether the pods could have been placed so, in some order. */
export function isPossible(nodes: readonly NodeFacts[], pod: PodShape, on: readonly string[]): boolean {
  const from = (places: readonly Place[], left: readonly string[]): boolean =>
    left.length === 0 ||
    [...new Set(left)].some((name) => {
      const index = places.findIndex(({ node }) => node.name === name);
      const rest = left.toSpliced(left.indexOf(name), 1);
      return takes(places, index, pod) && from(withPod(places, index, pod), rest);
    });
  return from(placesOf(nodes), on);
}

function placesOf(nodes: readonly NodeFacts[]): Place[] {
  return nodes.map((node) => ({
    node,
    ours: 0,
    pods: (node.pods.known ? node.pods.value : []).flatMap(({ namespace, labels, antiAffinity, count = 1 }) =>
      Array.from({ length: count }, () => ({ namespace, labels, affinity: [], antiAffinity })),
    ),
  }));
}

function withPod(places: readonly Place[], index: number, pod: PodShape): Place[] {
  const added = { ...pod, affinity: pod.podAffinity, antiAffinity: pod.podAntiAffinity };
  return places.map((place, at) =>
    at === index ? { ...place, ours: place.ours + 1, pods: [...place.pods, added] } : place,
  );
}

function takes(places: readonly Place[], index: number, pod: PodShape): boolean {
  const place = places[index];
  if (!place) return false;
  return (
    canRun(place.node, pod) &&
    hasRoom(place, pod) &&
    affinityHolds(places, place, pod) &&
    antiAffinityHolds(places, place, pod) &&
    spreadHolds(places, place, pod)
  );
}

function canRun(node: NodeFacts, pod: PodShape): boolean {
  const tolerated = node.taints.every(
    (taint) =>
      taint.effect === 'PreferNoSchedule' ||
      pod.tolerations.some(
        ({ key = '', operator = 'Equal', value, effect = '' }) =>
          (effect === '' || effect === taint.effect) &&
          (operator === 'Exists'
            ? key === '' || key === taint.key
            : key === taint.key && (value ?? '') === taint.value),
      ),
  );
  return (
    node.ready &&
    (node.schedulable || pod.tolerations.some(({ key, operator }) => !key && operator === 'Exists')) &&
    tolerated &&
    isSelected(node, pod)
  );
}

function isSelected(node: NodeFacts, { architectures, nodeSelector, nodeAffinity }: PodShape): boolean {
  const selected = Object.entries(nodeSelector).every(([key, value]) => node.labels[key] === value);
  const terms = nodeAffinity.requiredTerms;
  return (
    node.os === 'linux' &&
    architectures.includes(node.architecture) &&
    selected &&
    (terms === undefined ||
      terms.some(
        ({ matchExpressions = [] }) =>
          matchExpressions.length > 0 &&
          matchExpressions.every(({ key, values = [] }) => values.includes(node.labels[key] ?? '')),
      ))
  );
}

function hasRoom({ node, ours }: Place, pod: PodShape): boolean {
  if (!node.requested.known) return false;
  const { allocatable } = node;
  const requested = node.requested.value;
  const after = (name: string, each: number) => (requested[name] ?? 0) + (ours + 1) * each;
  return (
    after('pods', 1) <= (allocatable['pods'] ?? 0) &&
    Object.entries(pod.requests).every(([name, each]) => each === 0 || after(name, each) <= (allocatable[name] ?? 0))
  );
}

function affinityHolds(places: readonly Place[], { node }: Place, pod: PodShape): boolean {
  const terms = pod.podAffinity;
  if (terms.length === 0) return true;
  if (terms.some(({ topologyKey }) => node.labels[topologyKey] === undefined)) return false;

  const meansAll = (other: Pod) => terms.every((term) => means(term, pod.namespace, other));
  const others = places.flatMap((place) => place.pods.filter(meansAll).map(() => place.node));
  const near = terms.every(({ topologyKey: key }) => others.some(({ labels }) => labels[key] === node.labels[key]));
  const counted = others.some(({ labels }) => terms.some(({ topologyKey }) => labels[topologyKey] !== undefined));
  return near || (!counted && meansAll({ ...pod, affinity: [], antiAffinity: [] }));
}

function antiAffinityHolds(places: readonly Place[], { node }: Place, pod: PodShape): boolean {
  return places.every((place) =>
    place.pods.every((other) => {
      const isNear = ({ topologyKey: key }: PodAffinityTerm) =>
        node.labels[key] !== undefined && place.node.labels[key] === node.labels[key];
      const ours = pod.podAntiAffinity.some((term) => means(term, pod.namespace, other) && isNear(term));
      const theirs = other.antiAffinity.some((term) => means(term, other.namespace, pod) && isNear(term));
      return !ours && !theirs;
    }),
  );
}

function spreadHolds(places: readonly Place[], { node }: Place, pod: PodShape): boolean {
  const keys = pod.spread.map(({ topologyKey }) => topologyKey);
  const counting = places.filter(
    (place) => keys.every((key) => place.node.labels[key] !== undefined) && isSelected(place.node, pod),
  );
  return pod.spread.every(({ topologyKey: key, maxSkew, labelSelector }) => {
    const here = node.labels[key];
    if (here === undefined) return false;
    const isCounted = (other: { namespace: string; labels: Readonly<Record<string, string>> }) =>
      other.namespace === pod.namespace && selects(labelSelector, other.labels);
    const inDomain = (value: string | undefined) =>
      counting
        .filter((place) => place.node.labels[key] === value)
        .reduce((sum, place) => sum + place.pods.filter(isCounted).length, 0);
    const fewest = Math.min(...counting.map((place) => inDomain(place.node.labels[key])));
    return inDomain(here) + (isCounted(pod) ? 1 : 0) - fewest <= maxSkew;
  });
}

function means(
  { labelSelector, namespaces = [] }: PodAffinityTerm,
  owner: string,
  pod: Pick<Pod, 'namespace' | 'labels'>,
) {
  const inside = namespaces.length > 0 ? namespaces : [owner];
  return labelSelector !== undefined && inside.includes(pod.namespace) && selects(labelSelector, pod.labels);
}

function selects({ matchLabels = {} }: LabelSelector, labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(matchLabels).every(([key, value]) => labels[key] === value);
}
