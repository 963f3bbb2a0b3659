import { CommandError } from '../command-error.ts';
import { EXIT } from '../exit-codes.ts';
import { CHART, splitChart } from './chart-name.ts';
import type { ReleaseName, Revision } from './helm-releases.ts';

/** A mistyped name must not take something else away. @throws CommandError when the release is of another chart */
export function refuseForeign({ context, namespace, name }: ReleaseName, newest: Revision): void {
  if (splitChart(newest.chart).chart === CHART) return;
  throw new CommandError(
    EXIT.badInput,
    `Nothing was changed: ${context}: ${namespace}/${name} is a release of ${newest.chart}, not of ${CHART}`,
  );
}
