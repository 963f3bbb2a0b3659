import type { Predicate } from '../verdict.ts';
import { connected } from './connected.ts';
import { hostname } from './hostname.ts';
import { ingressClass } from './ingress-class.ts';
import { nodeSet } from './node-set.ts';
import { releaseName } from './release-name.ts';
import { room } from './room.ts';
import { storageClass } from './storage-class.ts';

/** All hard rules, in the order in which they are asked and shown. */
export const PREDICATES: readonly Predicate[] = [
  connected,
  releaseName,
  ingressClass,
  storageClass,
  nodeSet,
  room,
  hostname,
];
