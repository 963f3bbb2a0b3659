import type { Candidate } from '../rule.ts';

import { merged } from './merged.ts';
import { bytesQuantity, cpuQuantity } from './quantities.ts';

type Values = Readonly<Record<string, unknown>>;

/**
 * Values of the chart for one cluster, only what differs from the chart's own, without the hostname; the request's further
 * values go over them.
 */
export function chartValues({ request, profile, sizing, pod }: Candidate): Values {
  const { exposure, store, tls, values } = request.spec;
  const usesClass = exposure.kind === 'ingress' && exposure.className !== '';
  const planned = {
    ...(sizing.replicas !== 1 && { replicas: sizing.replicas }),
    ...(usesClass && { ingress: { className: exposure.className } }),
    ...(tls.source !== 'self-signed' && { tls }),
    ...persistence(store),
    ...resources(sizing.requests, profile.requests),
    ...(Object.keys(pod.nodeSelector).length > 0 && { nodeSelector: pod.nodeSelector }),
    ...(pod.tolerations.length > 0 && { tolerations: pod.tolerations }),
    ...affinity(pod),
  };
  return merged(planned, values);
}

/** Such as `edge-sqlite` or `cloud-mongodb-external-ha`: the role that is asked for, the store, and whether a pod may be lost. */
export function variantName({ request, sizing }: Candidate): string {
  const { role, availability } = request.spec;
  return [...(role === 'both' ? [] : [role]), sizing.store, ...(availability.replicas > 1 ? ['ha'] : [])].join('-');
}

function persistence({ storageClass, existingClaim, size }: Candidate['request']['spec']['store']): Values {
  const said = {
    ...(storageClass !== '' && { storageClass }),
    ...(existingClaim !== '' && { existingClaim }),
    ...(size !== '1Gi' && { size }),
  };
  return Object.keys(said).length > 0 ? { persistence: said } : {};
}

/** The limit stays twice the request, as in the chart: without it a pod of more than the chart's limit would be refused. */
function resources(wanted: Candidate['sizing']['requests'], own: Candidate['sizing']['requests']): Values {
  if (wanted.cpu === own.cpu && wanted.memory === own.memory) return {};
  return {
    resources: {
      requests: { cpu: cpuQuantity(wanted.cpu), memory: bytesQuantity(wanted.memory) },
      limits: { memory: bytesQuantity(2 * wanted.memory) },
    },
  };
}

function affinity({ nodeAffinity, podAffinity, podAntiAffinity }: Candidate['pod']): Values {
  const { requiredTerms } = nodeAffinity;
  const said = {
    ...(requiredTerms && {
      nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: requiredTerms } },
    }),
    ...(podAffinity.length > 0 && { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: podAffinity } }),
    ...(podAntiAffinity.length > 0 && {
      podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: podAntiAffinity },
    }),
  };
  return Object.keys(said).length > 0 ? { affinity: said } : {};
}
