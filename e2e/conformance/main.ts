import { parseArgs } from 'node:util';
import { chartPod } from './chart-pod.ts';
import { type ConformanceCluster, conformanceCluster, type SchedulerAnswer } from './cluster.ts';
import { type Difference, difference } from './compare-answers.ts';
import { drawCase, type SchedulerCase } from './draw-case.ts';
import { planCase, type PlannerAnswer } from './planner-answer.ts';

interface Disagreement {
  readonly seed: number;
  readonly difference: Difference;
  readonly case: SchedulerCase;
  readonly plan: PlannerAnswer['packing'];
  readonly scheduler: SchedulerAnswer;
}

/** Time in which a pod that got no node may still get one, where the plan says so: the scheduler tries again after events. */
const PATIENCE_MS = 3000;

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
const [cases, firstSeed] = [wholeNumber('--cases', values.cases, 1), wholeNumber('--seed', values.seed, 0)];
const say = (line: string): void => void process[values.json ? 'stderr' : 'stdout'].write(`${line}\n`);

const cluster = await conformanceCluster();
const disagreements: Disagreement[] = [];
let fitting = 0;
const began = performance.now();
try {
  for (let seed = firstSeed; seed < firstSeed + cases; seed++) {
    const { fits, disagreement } = await runCase(cluster, seed);
    if (fits) fitting += 1;
    if (!disagreement) continue;
    disagreements.push(disagreement);
    say(`case ${seed}: ${disagreement.difference.kind}: ${disagreement.difference.text}`);
  }
} finally {
  await cluster.leave();
}

const agree = cases - disagreements.length;
const seconds = (performance.now() - began) / 1000;
say(
  `${cases} cases from seed ${firstSeed} on, ${fitting} of them fit by the plan: planner and scheduler agree on ${agree}, ` +
    `differ on ${disagreements.length}; ${(seconds / cases).toFixed(2)} s a case`,
);
if (values.json) process.stdout.write(`${JSON.stringify({ cases, agree, disagreements })}\n`);
process.exitCode = disagreements.length === 0 ? 0 : 1;

async function runCase(
  site: ConformanceCluster,
  seed: number,
): Promise<{ fits: boolean; disagreement?: Disagreement }> {
  const drawn = drawCase(seed);
  await site.put(drawn);
  const planner = planCase(drawn, await site.read());
  const { packing } = planner;
  const template = await chartPod(planner.values);
  const scheduler = await site.schedule(template, drawn.replicas, packing.fits ? PATIENCE_MS : 0);
  const refusals = scheduler.pending.length > 0 ? planner.refusalsOf(await site.read()) : [];
  const found = difference(packing, scheduler, refusals);
  await site.clear();
  const { fits } = packing;
  return found ? { fits, disagreement: { seed, difference: found, case: drawn, plan: packing, scheduler } } : { fits };
}

function wholeNumber(option: string, text: string, least: number): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < least)
    throw new Error(`${option} wants a whole number of at least ${least}`);
  return number;
}
