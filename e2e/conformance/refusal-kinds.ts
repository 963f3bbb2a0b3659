import type { RefusalCause } from '../../placement/src/scheduling/pack-pods.ts';

/** Kinds of reasons that planner and scheduler can both give, in the order in which the scheduler's plugins are asked. */
export const KINDS = [
  'unschedulable',
  'taint',
  'node-affinity',
  'room',
  'spread',
  'pod-affinity',
  'pod-anti-affinity',
] as const;

export type RefusalKind = (typeof KINDS)[number];

/** How kube-scheduler 1.34 words its reasons (pkg/scheduler/framework/plugins, the `ErrReason` constants of each plugin). */
const PHRASES: readonly (readonly [RegExp, RefusalKind])[] = [
  [/^node\(s\) were unschedulable$/, 'unschedulable'],
  [/^node\(s\) had untolerated taint/, 'taint'],
  [/^node\(s\) didn't match Pod's node affinity\/selector$/, 'node-affinity'],
  [/^node\(s\) didn't satisfy plugin\(s\) \[NodeAffinity\]$/, 'node-affinity'],
  [/^(Insufficient |Too many pods$)/, 'room'],
  [/^node\(s\) didn't match pod topology spread constraints/, 'spread'],
  [/^node\(s\) didn't match pod affinity rules$/, 'pod-affinity'],
  [/^node\(s\) didn't match pod anti-affinity rules$/, 'pod-anti-affinity'],
  [/^node\(s\) didn't satisfy existing pods anti-affinity rules$/, 'pod-anti-affinity'],
];

/**
 * The kinds in a message such as `0/4 nodes are available: 1 Insufficient cpu, 3 node(s) didn't match Pod's node
 * affinity/selector. preemption: ...`, each with the number of nodes. A node that is short of two things counts twice there.
 *
 * @throws Error for a reason that is not known here.
 */
export function schedulerKinds(message: string): Map<RefusalKind, number> {
  const list = /^\d+\/\d+ nodes are available: (.*?)\. (?:preemption|no new claims)\b/s.exec(message)?.[1];
  if (list === undefined) throw new Error(`This is no message of the scheduler: ${message}`);

  const kinds = new Map<RefusalKind, number>();
  for (const [, count, reason = ''] of list.matchAll(/(\d+) ((?:[^,{]|\{[^}]*\})+)/g)) {
    const kind = PHRASES.find(([phrase]) => phrase.test(reason))?.[1];
    if (kind === undefined) throw new Error(`This reason of the scheduler is not known: ${reason}`);
    kinds.set(kind, (kinds.get(kind) ?? 0) + Number(count));
  }
  return kinds;
}

/** The planner's causes in the scheduler's words: it knows a node that is not ready by a taint, system and processor by labels. */
export function plannerKind(cause: RefusalCause): RefusalKind {
  switch (cause) {
    case 'cordoned':
      return 'unschedulable';
    case 'not-ready':
    case 'taint':
      return 'taint';
    case 'os':
    case 'architecture':
    case 'cpu-features':
    case 'node-selector':
    case 'node-affinity':
      return 'node-affinity';
    case 'resources':
    case 'too-many-pods':
      return 'room';
    case 'spread':
    case 'pod-affinity':
    case 'pod-anti-affinity':
      return cause;
  }
}
