import type { NodeFacts } from '../facts/cluster-facts.ts';
import type { Resources } from '../resources.ts';
import type { PodShape } from './pod-shape.ts';

/** Where the pods of a release would go. */
export type PackingResult =
  | { readonly fits: true; /** Of each pod, by name. */ readonly nodes: readonly string[] }
  | {
      readonly fits: false;
      /** How many of them find a node. */
      readonly placed: number;
      /** Why each node takes no further pod, in the order of the nodes' names. */
      readonly refusals: readonly NodeRefusal[];
    };

export interface NodeRefusal {
  readonly node: string;
  /** The scheduler's own kind of reason, for the conformance test. */
  readonly cause: RefusalCause;
  /** A part of a sentence: `node-3 has the taint dedicated=edge:NoSchedule`. */
  readonly reason: string;
  /** With cause `resources`: what is missing. */
  readonly missing?: Resources;
}

export type RefusalCause =
  | 'os'
  | 'architecture'
  | 'cpu-features'
  | 'not-ready'
  | 'cordoned'
  | 'taint'
  | 'node-selector'
  | 'node-affinity'
  | 'pod-affinity'
  | 'pod-anti-affinity'
  | 'spread'
  | 'resources'
  | 'too-many-pods';

/**
 * Puts `count` pods of one shape on the nodes.
 *
 * @param nodes All of them known, with what their pods request.
 */
export type PackPods = (nodes: readonly NodeFacts[], pod: PodShape, count: number) => PackingResult;
