import type { PlannedObject } from '../plan.ts';
import type { PlannerInput } from '../planner-input.ts';
import type { Rollout } from '../rollout.ts';
import type { RatedCluster } from '../selection/selection.ts';
import { fleetObjects } from './fleet-objects.ts';
import { leftBehind } from './left-behind.ts';
import { releaseObjects } from './release-objects.ts';

/** What to create, to change and to delete for the delivery that is asked for, in the order in which it is done. */
export function plannedObjects(
  ranked: readonly RatedCluster[],
  { chosen, variants }: Rollout,
  input: PlannerInput,
): PlannedObject[] {
  const { delivery, request } = input;
  const inOrder = [...chosen.values()];
  if (delivery.kind === 'releases') return releaseObjects(inOrder, input);

  const ringNames = request.spec.rings.map(({ name }) => name);
  const wish = { chosen: inOrder, variants, ringNames, ...leftBehind(ranked, chosen, request) };
  return fleetObjects(wish, input, delivery);
}
