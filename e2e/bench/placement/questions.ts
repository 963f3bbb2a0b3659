import { faceAuthProfile } from '../../../placement/src/face-auth-profile.ts';
import type { ClusterFacts } from '../../../placement/src/facts/cluster-facts.ts';
import type { PlannerInput } from '../../../placement/src/planner-input.ts';
import {
  API_VERSION,
  type PlacementRequestInput,
  placementRequestSchema,
} from '../../../placement/src/request/placement-request.ts';
import { simulateFleet } from '../../../placement/src/sim/simulate-fleet.ts';

const AT = Date.UTC(2026, 0, 15);
const NODES = 10;

/** What is asked of the planner: the chart as it is, and the heaviest request there is, several pods that keep apart. */
export const QUESTIONS = {
  'one pod, on all that fit': { selection: { mode: 'all' } },
  'three pods on nodes of their own, on the best 100': {
    selection: { mode: 'best', count: 100 },
    availability: { replicas: 3 },
    spread: [{ label: 'topology.kubernetes.io/region', atMost: 40 }],
  },
} as const satisfies Record<string, Partial<PlacementRequestInput['spec']>>;

export type Question = keyof typeof QUESTIONS;

/** Simulated plants of ten nodes. */
export function benchmarkFleet(clusters: number): ClusterFacts[] {
  return simulateFleet({ shape: 'factory', clusters, seed: 1, at: AT, nodesPerCluster: NODES });
}

export function plannerInput(question: Question, clusters: readonly ClusterFacts[]): PlannerInput {
  const request = placementRequestSchema.parse({
    apiVersion: API_VERSION,
    kind: 'PlacementRequest',
    metadata: { name: 'benchmark' },
    spec: { hostname: 'login.{cluster}.example.com', ...QUESTIONS[question] },
  });
  const profile = { ...faceAuthProfile, stores: faceAuthProfile.stores.map((store) => ({ ...store, maxReplicas: 3 })) };
  return { request, clusters, profile, at: AT, delivery: { kind: 'releases' } };
}
