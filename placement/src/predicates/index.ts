import type { Predicate } from '../rule.ts';
import { connected } from './connected.ts';
import { exposure } from './exposure.ts';
import { hostname } from './hostname.ts';
import { kubernetesVersion } from './kubernetes-version.ts';
import { limits } from './limits.ts';
import { nodeSet } from './node-set.ts';
import { podSecurity } from './pod-security.ts';
import { region } from './region.ts';
import { releaseName } from './release-name.ts';
import { requiredLabels } from './required-labels.ts';
import { role } from './role.ts';
import { room } from './room.ts';
import { secureOrigin } from './secure-origin.ts';
import { store } from './store.ts';

/** All hard rules, in the order in which they are asked and shown. */
export const PREDICATES: readonly Predicate[] = [
  connected,
  role,
  region,
  requiredLabels,
  kubernetesVersion,
  releaseName,
  store,
  exposure,
  secureOrigin,
  hostname,
  podSecurity,
  limits,
  nodeSet,
  room,
];
