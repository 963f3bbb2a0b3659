import type { Ring } from './plan.ts';
import type { PlacementRequest } from './request/placement-request.ts';

type RingWish = PlacementRequest['spec']['rings'][number];
type Named = { readonly id: string; readonly name: string };

/**
 * Deals the chosen clusters out to the rings: first to each the ones that it names, then by the order of the plan until its
 * share is full; a percentage is rounded up. The last ring takes the rest. A ring that stays empty is left out.
 *
 * @param chosen In the order of the plan.
 */
export function ringsOf(chosen: readonly Named[], wishes: readonly RingWish[]): Ring[] {
  const ringOf = new Map<string, number>();
  wishes.forEach(({ clusters = [] }, index) => {
    for (const { id, name } of chosen) {
      if (!ringOf.has(id) && (clusters.includes(name) || clusters.includes(id))) ringOf.set(id, index);
    }
  });

  const free = chosen.filter(({ id }) => !ringOf.has(id));
  const named = [...ringOf.values()];
  let dealt = 0;
  wishes.forEach(({ share }, index) => {
    const last = index === wishes.length - 1;
    const wanted = last ? Infinity : sizeOf(share, chosen.length) - named.filter((ring) => ring === index).length;
    for (let given = 0; given < wanted && dealt < free.length; given += 1, dealt += 1) {
      ringOf.set(free[dealt]?.id ?? '', index);
    }
  });
  return wishes
    .map(({ name }, index) => ({ name, clusters: chosen.map(({ id }) => id).filter((id) => ringOf.get(id) === index) }))
    .filter(({ clusters }) => clusters.length > 0);
}

function sizeOf(share: RingWish['share'], all: number): number {
  if (share === 'rest') return Infinity;
  return typeof share === 'number' ? share : Math.ceil((all * Number.parseInt(share, 10)) / 100);
}
