import { type Fact, known, notKnown } from '../facts/fact.ts';
import type { KubernetesService } from './kubernetes-objects.ts';

/** Whether Services of type LoadBalancer get an address, after those that are there. */
export function loadBalancerFact(services: readonly KubernetesService[]): Fact<boolean> {
  const asking = services.filter(({ spec }) => spec?.type === 'LoadBalancer');
  if (asking.length === 0)
    return notKnown('no Service of type LoadBalancer is there to show whether it gets an address');
  return known(
    asking.some(({ status }) => (status?.loadBalancer?.ingress ?? []).some(({ ip, hostname }) => ip || hostname)),
  );
}
