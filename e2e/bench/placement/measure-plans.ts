import { finishPlan, planPlacement, preparePlan } from '../../../placement/src/plan-placement.ts';
import { quantile } from '../quantile.ts';
import { benchmarkFleet, plannerInput, type Question } from './questions.ts';

/** Median and slowest of several, ms of CPU time of the whole process: other work on the machine does not count, garbage collection does. */
export interface Times {
  readonly median: number;
  /** The very first, in which the engine still compiles. */
  readonly first: number;
  readonly slowest: number;
}

export interface PlanFigures {
  readonly question: Question;
  readonly plan: Times;
  /** After a change of one weight. */
  readonly again: Times;
  readonly chosen: number;
}

const RUNS = 15;
/** Runs in which the code is compiled, on other threads too; they are not counted. */
const WARM_UP = 5;

/** Plans a fleet again and again, in one thread. */
export function measurePlans(question: Question, clusters: number): PlanFigures {
  const input = plannerInput(question, benchmarkFleet(clusters));
  const plan = timesOf(RUNS, () => planPlacement(input));
  const prepared = preparePlan(input);
  const again = timesOf(RUNS, (run) => finishPlan(prepared, { weights: { cost: (run % 20) - 10 } }));
  const chosen = planPlacement(input).clusters.filter((cluster) => cluster.chosen).length;
  return { question, plan, again, chosen };
}

export interface Growth {
  readonly clusters: number;
  readonly ms: number;
}

const SIZES = [10, 30, 100, 300, 1000, 3000, 10_000];

/** Median time of a plan for fleets of different sizes; the small ones more often. */
export function measureGrowth(question: Question): Growth[] {
  const fleet = benchmarkFleet(Math.max(...SIZES));
  // All code is compiled before the smallest is measured.
  for (let warm = 0; warm < 3; warm++) planPlacement(plannerInput(question, fleet.slice(0, 1000)));
  return SIZES.map((clusters) => {
    const input = plannerInput(question, fleet.slice(0, clusters));
    const runs = Math.min(101, Math.max(5, Math.ceil(5000 / clusters)));
    return { clusters, ms: timesOf(runs, () => planPlacement(input)).median };
  });
}

/** Slope of the line of least squares through log(ms) over log(clusters): 1 is linear. */
export function logLogSlope(growth: readonly Growth[]): number {
  const points = growth.map(({ clusters, ms }) => [Math.log(clusters), Math.log(ms)] as const);
  const mean = (axis: 0 | 1): number => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  const above = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return above / points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}

function timesOf(runs: number, work: (run: number) => unknown): Times {
  const timeOf = (run: number): number => {
    const began = process.cpuUsage();
    work(run);
    const { user, system } = process.cpuUsage(began);
    return (user + system) / 1e3;
  };
  const [first = NaN] = Array.from({ length: WARM_UP }, (_, run) => timeOf(run));
  const times = Array.from({ length: runs }, (_, run) => timeOf(run));
  return { median: quantile(times, 0.5), first, slowest: Math.max(...times) };
}
