import type { HostnameFacts } from '../facts/cluster-facts.ts';
import type { KubernetesIngress } from './kubernetes-objects.ts';

/** Every name that an ingress answers to, once per ingress. */
export function hostnameFacts(ingresses: readonly KubernetesIngress[]): HostnameFacts[] {
  return ingresses.flatMap(({ metadata, spec }) => {
    const hosts = (spec?.rules ?? []).flatMap(({ host }) => host ?? []);
    const ingress = `${metadata?.namespace ?? ''}/${metadata?.name ?? ''}`;
    return [...new Set(hosts)].map((hostname) => ({ hostname, ingress }));
  });
}
