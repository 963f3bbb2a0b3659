import type { NodeTaint } from './node-taint.ts';

/** As in a pod. A missing operator means Equal, a missing effect all effects, a missing key (with Exists) all keys. */
export interface Toleration {
  readonly key?: string | undefined;
  readonly operator?: string | undefined;
  readonly value?: string | null | undefined;
  readonly effect?: string | undefined;
  readonly tolerationSeconds?: number | null | undefined;
}

/**
 * The taints that keep a pod off a node: PreferNoSchedule never does. A toleration for a while (`tolerationSeconds`) is none:
 * the scheduler would take it for one, and the pod would be evicted when the while is over.
 */
export function untolerated(taints: readonly NodeTaint[], tolerations: readonly Toleration[]): NodeTaint[] {
  return taints.filter(
    (taint) => taint.effect !== 'PreferNoSchedule' && !tolerations.some((toleration) => tolerates(toleration, taint)),
  );
}

export function tolerates(toleration: Toleration, taint: NodeTaint): boolean {
  if (typeof toleration.tolerationSeconds === 'number') return false;
  if (toleration.effect && toleration.effect !== taint.effect) return false;
  if (toleration.operator === 'Exists') return !toleration.key || toleration.key === taint.key;
  if (toleration.operator && toleration.operator !== 'Equal') return false;
  return toleration.key === taint.key && (toleration.value ?? '') === taint.value;
}

/** As kubectl writes it: `dedicated=edge:NoSchedule`. */
export function taintText(taint: NodeTaint): string {
  return `${taint.key}${taint.value ? `=${taint.value}` : ''}:${taint.effect}`;
}
