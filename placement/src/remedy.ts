import type { Toleration } from './scheduling/toleration.ts';

/** A change to the request, or to one cluster, that a remedy names. `applyChanges` makes it on plain data. */
export type Change =
  /** A field of the request's spec by its path, such as ['availability', 'replicas']. */
  | { readonly kind: 'set-request'; readonly path: readonly string[]; readonly value: unknown }
  | { readonly kind: 'add-toleration'; readonly toleration: Toleration }
  | { readonly kind: 'label-cluster'; readonly key: string; readonly value: string }
  | { readonly kind: 'label-node'; readonly node: string; readonly key: string; readonly value: string }
  | { readonly kind: 'uncordon'; readonly node: string }
  /** So much less requested by the other pods of the node. */
  | { readonly kind: 'free'; readonly node: string; readonly resources: Readonly<Record<string, number>> };
