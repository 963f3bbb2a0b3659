import type { BundleSize } from './measure-bundle.ts';
import type { MemoryFigures } from './measure-memory.ts';
import { type Growth, logLogSlope, type PlanFigures } from './measure-plans.ts';
import type { Question } from './questions.ts';

export interface PlacementFigures {
  readonly clusters: number;
  readonly plans: readonly PlanFigures[];
  readonly growth: readonly { readonly question: Question; readonly growth: readonly Growth[] }[];
  readonly memory: readonly { readonly question: Question; readonly memory: MemoryFigures }[];
  readonly bundles: readonly BundleSize[];
}

/** Where the plot lies beside docs/benchmarks.md. */
export const PLOT_FILE = 'benchmarks-placement.svg';

/** The planner's part of docs/benchmarks.md: every figure beside its goal. */
export function placementReport({ clusters, plans, growth, memory, bundles }: PlacementFigures): string {
  const of = clusters.toLocaleString('en');
  const sizes = growth[0]?.growth.map((point) => point.clusters) ?? [];
  return `The clusters are simulated plants of ten nodes each (\`factory\`, seed 1), outages and gaps included. Times are CPU time of the whole process, which plans in one thread: of other work on the machine they know nothing.

| what | goal | ${plans.map(({ question }) => question).join(' | ')} |
|---|---|---|---|
| ${of} clusters × 10 nodes, a plan: median (slowest; the first of the process) | <= 100 ms | ${row(plans, ({ plan }) => `${ms(plan.median)} (${ms(plan.slowest)}; ${ms(plan.first)})`)} |
| the same again after a change of one weight: median (slowest) | <= 20 ms | ${row(plans, ({ again }) => `${ms(again.median)} (${ms(again.slowest)})`)} |
| growth from ${sizes.at(0)} to ${sizes.at(-1)?.toLocaleString('en')} clusters: slope of log time over log size | 1 (linear) | ${row(growth, (one) => logLogSlope(one.growth).toFixed(2))} |
| memory of 10,000 clusters × 10 nodes: facts and plan together | <= 150 MB | ${row(memory, (one) => mb(one.memory.facts + one.memory.plan))} |
| of it the plan | | ${row(memory, (one) => mb(one.memory.plan))} |
| that process as Linux counts it, with what Node itself takes and garbage | | ${row(memory, (one) => mb(one.memory.resident))} |
| clusters chosen of ${of} | | ${row(plans, ({ chosen }) => String(chosen))} |

| clusters | ${growth.map(({ question }) => `ms: ${question}`).join(' | ')} |
|---|---|---|
${sizes.map((size, index) => `| ${size.toLocaleString('en')} | ${row(growth, (one) => ms(one.growth[index]?.ms ?? NaN, ''))} |`).join('\n')}

![Time of a plan over the number of clusters](${PLOT_FILE})

| bundled and minified | kB (goal <= 60) | gzip, kB |
|---|---|---|
${bundles.map(({ what, minified, gzip }) => `| ${what} | ${minified.toFixed(1)} | ${gzip.toFixed(1)} |`).join('\n')}
`;
}

function row<T>(values: readonly T[], text: (value: T) => string): string {
  return values.map(text).join(' | ');
}

function ms(value: number, unit = ' ms'): string {
  return `${value.toPrecision(value < 100 ? 2 : 3)}${unit}`;
}

function mb(value: number): string {
  return `${value.toFixed(0)} MB`;
}
