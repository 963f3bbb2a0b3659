// Plans a fleet once and prints what it took; started by measure-memory.ts with --expose-gc.
import { residentMemory } from '../resident-memory.ts';
import type { ClusterFacts } from '../../../placement/src/facts/cluster-facts.ts';
import { planPlacement } from '../../../placement/src/plan-placement.ts';
import { benchmarkFleet, plannerInput, type Question } from './questions.ts';

const [clusters = '', question = ''] = process.argv.slice(2);
/** What is in use on the heap, MB; the second collection takes what the first has found to be unused. */
const heap = (): number => {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1e6;
};

const empty = heap();
const fleet = readFleet(Number(clusters));
const facts = heap() - empty;
const plan = planPlacement(plannerInput(question as Question, fleet));
const planned = heap() - empty - facts;

const resident = residentMemory(process.pid);
// Both are named here, so that neither is collected before.
const counts = { clusters: fleet.length, planned: plan.clusters.length };
process.stdout.write(`${JSON.stringify({ facts, plan: planned, resident, ...counts })}\n`);

/** As if read from a file or an API: nothing is shared between clusters but what the engine itself shares. */
function readFleet(count: number): ClusterFacts[] {
  return benchmarkFleet(count).map((cluster) => JSON.parse(JSON.stringify(cluster)) as ClusterFacts);
}
