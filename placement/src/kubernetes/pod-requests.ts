import { parseBytes, parseCpu } from '../quantity.ts';
import { larger, NO_RESOURCES, plus, type Resources } from '../resources.ts';
import type { KubernetesPod, Quantities } from './kubernetes-objects.ts';

/**
 * What the scheduler counts for a pod (KEP-753, sidecar containers; KEP-2837, resources of the whole pod):
 *
 *     max(containers + sidecars, max over init containers of (it + the sidecars before it)) + overhead
 *
 * Requests of the whole pod, where it has them, take the place of the maximum.
 */
export function podRequests(pod: KubernetesPod): Resources {
  let sidecars = NO_RESOURCES;
  let starting = NO_RESOURCES;
  for (const container of pod.spec?.initContainers ?? []) {
    const own = resourcesOf(container.resources?.requests);
    if (container.restartPolicy === 'Always') sidecars = plus(sidecars, own);
    starting = larger(starting, container.restartPolicy === 'Always' ? sidecars : plus(sidecars, own));
  }
  const running = (pod.spec?.containers ?? [])
    .map((container) => resourcesOf(container.resources?.requests))
    .reduce(plus, sidecars);

  const containers = larger(starting, running);
  const whole = pod.spec?.resources?.requests ?? {};
  const requested = {
    cpu: whole['cpu'] === undefined ? containers.cpu : resourcesOf(whole).cpu,
    memory: whole['memory'] === undefined ? containers.memory : resourcesOf(whole).memory,
  };
  return plus(requested, resourcesOf(pod.spec?.overhead));
}

/** CPU and memory of a map of quantities; what is missing or no quantity counts 0. */
export function resourcesOf(quantities: Quantities | undefined): Resources {
  return { cpu: parseCpu(quantities?.['cpu'] ?? '0') ?? 0, memory: parseBytes(quantities?.['memory'] ?? '0') ?? 0 };
}
