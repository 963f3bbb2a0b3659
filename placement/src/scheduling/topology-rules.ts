import type { NodeFacts, PodFacts } from '../facts/cluster-facts.ts';
import { matchesSelector } from './label-selector.ts';
import { matchesAffinity } from './node-affinity.ts';
import { type Places, placesBy } from './places.ts';
import { type PodAffinityTerm, termMatches, termText } from './pod-affinity.ts';
import type { RefusalCause } from './pack-pods.ts';
import type { PodShape } from './pod-shape.ts';

/** Why a place takes no pod of ours. */
export interface Refusal {
  readonly cause: RefusalCause;
  readonly reason: string;
}

/**
 * What pods mean to each other, after kube-scheduler's plugins InterPodAffinity and PodTopologySpread. Arrays are by node.
 * Each of them holds what is there before the first pod of ours.
 */
export interface TopologyRules {
  /** Nodes that pods which are there keep ours off, by their anti-affinity or by ours. */
  readonly repelled: readonly (Refusal | undefined)[];
  /** No two of our pods in one of these places. */
  readonly apart: readonly Places[];
  /** Undefined without pod affinity. */
  readonly near: NearRule | undefined;
  readonly even: readonly EvenRule[];
}

/** Required pod affinity: every term must find a pod in its place. */
export interface NearRule {
  readonly terms: readonly {
    readonly places: Places;
    /** How many pods are meant, by place. */ readonly found: number[];
  }[];
  /** Whether our own pods are meant by all terms: then the first of them may go where there is none yet, if there is none at all. */
  readonly ourselves: boolean;
  readonly text: string;
}

/** A topology spread constraint. */
export interface EvenRule {
  /** Only nodes that match node selector and affinity and have all the keys count, tainted ones too (Kubernetes' defaults). */
  readonly places: Places;
  readonly maxSkew: number;
  /** How many pods count already, by place. */
  readonly found: number[];
  /** Whether our own pods are counted. */
  readonly ourselves: boolean;
}

/** Undefined where no pod means anything to ours: then only room counts. */
export function topologyRules(nodes: readonly NodeFacts[], pod: PodShape): TopologyRules | undefined {
  const { podAffinity, podAntiAffinity, spread } = pod;
  if (podAffinity.length + podAntiAffinity.length + spread.length === 0 && !anyRepels(nodes, pod)) return undefined;

  return {
    repelled: repelled(nodes, pod),
    apart: [...new Set(podAntiAffinity.filter((term) => termMatches(term, pod.namespace, pod)).map(keyOf))].map((key) =>
      placesBy(nodes, key),
    ),
    near: podAffinity.length > 0 ? nearRule(nodes, pod) : undefined,
    even: evenRules(nodes, pod),
  };
}

function anyRepels(nodes: readonly NodeFacts[], pod: PodShape): boolean {
  for (const node of nodes) {
    for (const other of podsOn(node)) {
      if (other.antiAffinity.length > 0 && other.antiAffinity.some((term) => termMatches(term, other.namespace, pod))) {
        return true;
      }
    }
  }
  return false;
}

function repelled(nodes: readonly NodeFacts[], pod: PodShape): (Refusal | undefined)[] {
  const refusals = new Map<string, Map<string, string>>();
  const refuse = (node: NodeFacts, { topologyKey }: PodAffinityTerm, reason: string) => {
    const value = node.labels[topologyKey];
    if (value === undefined) return;
    const byValue = refusals.get(topologyKey) ?? new Map<string, string>();
    if (!byValue.has(value)) byValue.set(value, reason);
    refusals.set(topologyKey, byValue);
  };

  for (const node of nodes) {
    for (const other of podsOn(node)) {
      for (const term of other.antiAffinity) {
        if (termMatches(term, other.namespace, pod)) {
          refuse(node, term, `a pod of ${other.namespace} on ${node.name} keeps it away`);
        }
      }
      for (const term of pod.podAntiAffinity) {
        if (termMatches(term, pod.namespace, other)) {
          refuse(node, term, `it must not be near the pod ${termText(term)} on ${node.name}`);
        }
      }
    }
  }
  return nodes.map((node) => {
    for (const [key, byValue] of refusals) {
      const reason = byValue.get(node.labels[key] ?? '');
      if (node.labels[key] !== undefined && reason !== undefined) {
        return { cause: 'pod-anti-affinity', reason: `${node.name}: ${reason}` };
      }
    }
    return undefined;
  });
}

/** A pod counts only if all terms mean it (InterPodAffinity, `podMatchesAllAffinityTerms`). */
function nearRule(nodes: readonly NodeFacts[], pod: PodShape): NearRule {
  const isMeant = (other: { namespace: string; labels: Readonly<Record<string, string>> }) =>
    pod.podAffinity.every((term) => termMatches(term, pod.namespace, other));
  const meant = nodes.map((node) => sumOf(podsOn(node), isMeant));

  return {
    terms: pod.podAffinity.map((term) => {
      const places = placesBy(nodes, term.topologyKey);
      return { places, found: countByPlace(places, meant) };
    }),
    ourselves: isMeant(pod),
    text: pod.podAffinity.map(termText).join(' and '),
  };
}

function evenRules(nodes: readonly NodeFacts[], pod: PodShape): EvenRule[] {
  const keys = pod.spread.map(keyOf);
  const counts = (node: NodeFacts) => keys.every((key) => node.labels[key] !== undefined) && isWanted(node, pod);

  return pod.spread.map(({ topologyKey, maxSkew, labelSelector }) => {
    const places = placesBy(nodes, topologyKey, counts);
    const isCounted = ({ namespace, labels }: PodFacts | PodShape) =>
      namespace === pod.namespace && matchesSelector(labels, labelSelector);
    return {
      places,
      maxSkew,
      found: countByPlace(
        places,
        nodes.map((node) => sumOf(podsOn(node), isCounted)),
      ),
      ourselves: isCounted(pod),
    };
  });
}

/** By node selector and affinity; the chart's own affinity asks for the systems and architectures of its image. */
function isWanted(node: NodeFacts, { architectures, nodeSelector, nodeAffinity }: PodShape): boolean {
  if (node.os !== 'linux' || !architectures.includes(node.architecture)) return false;
  for (const key in nodeSelector) if (node.labels[key] !== nodeSelector[key]) return false;
  return matchesAffinity(node, nodeAffinity);
}

function countByPlace({ of, sizes }: Places, byNode: readonly number[]): number[] {
  const counts = sizes.map(() => 0);
  of.forEach((place, index) => {
    if (place >= 0) counts[place] = (counts[place] ?? 0) + (byNode[index] ?? 0);
  });
  return counts;
}

function sumOf(pods: readonly PodFacts[], counts: (pod: PodFacts) => boolean): number {
  return pods.reduce((sum, pod) => (counts(pod) ? sum + (pod.count ?? 1) : sum), 0);
}

function podsOn({ pods }: NodeFacts): readonly PodFacts[] {
  return pods.known ? pods.value : [];
}

function keyOf({ topologyKey }: { readonly topologyKey: string }): string {
  return topologyKey;
}
