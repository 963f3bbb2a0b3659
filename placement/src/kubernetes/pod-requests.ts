import { parseBytes, parseCpu } from '../quantity.ts';
import { larger, NO_RESOURCES, plus, type Resources } from '../resources.ts';
import type {
  KubernetesContainer,
  KubernetesContainerStatus,
  KubernetesPod,
  Quantities,
} from './kubernetes-objects.ts';

/**
 * What the scheduler counts for a pod (KEP-753, sidecar containers; KEP-2837, resources of the whole pod):
 *
 *     max(containers + sidecars, max over init containers of (it + the sidecars before it)) + overhead
 *
 * Requests of the whole pod, where it has them, take the place of the maximum. While a container is being resized
 * (KEP-1287), the larger of what it has and what it asks for counts.
 *
 * @returns With one of `pods`: the scheduler counts each pod against the node's limit.
 */
export function podRequests({ spec, status }: KubernetesPod): Resources {
  let sidecars = NO_RESOURCES;
  let starting = NO_RESOURCES;
  for (const container of spec?.initContainers ?? []) {
    const own = containerRequests(container, status?.initContainerStatuses);
    if (container.restartPolicy === 'Always') sidecars = plus(sidecars, own);
    starting = larger(starting, container.restartPolicy === 'Always' ? sidecars : plus(sidecars, own));
  }
  const running = (spec?.containers ?? [])
    .map((container) => containerRequests(container, status?.containerStatuses))
    .reduce(plus, sidecars);

  const containers = larger(starting, running);
  const requested = { ...containers, ...given(spec?.resources?.requests) };
  return plus(plus(requested, resourcesOf(spec?.overhead)), { ...NO_RESOURCES, pods: 1 });
}

function containerRequests(
  container: KubernetesContainer,
  statuses: readonly KubernetesContainerStatus[] | undefined,
): Resources {
  const asked = resourcesOf(container.resources?.requests);
  const has = container.name === undefined ? undefined : statuses?.find(({ name }) => name === container.name);
  if (!has) return asked;
  return larger(asked, larger(resourcesOf(has.resources?.requests), resourcesOf(has.allocatedResources)));
}

/** A map of quantities in our units; CPU and memory are always there, what is no quantity counts 0. */
export function resourcesOf(quantities: Quantities | undefined): Resources {
  return { ...NO_RESOURCES, ...given(quantities) };
}

function given(quantities: Quantities | undefined): Record<string, number> {
  return Object.fromEntries(
    Object.entries(quantities ?? {}).map(([name, text]) => [name, (name === 'cpu' ? parseCpu : parseBytes)(text) ?? 0]),
  );
}
