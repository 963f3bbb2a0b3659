import { type NodeSelectorTerm, type PlacementRequest, resourcesOf } from '@face-auth/placement';
import { RELEASE } from '../names.ts';
import { isMap, type Settings } from './settings.ts';

/** Architectures of the service's image. */
const ARCHITECTURES = ['amd64', 'arm64'];

/** What these values ask of a cluster. */
export function placementRequest(settings: Settings): PlacementRequest {
  const terms = settings.affinity.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;

  return {
    needed:           neededResources(settings),
    architectures:    ARCHITECTURES,
    tolerations:      settings.tolerations,
    nodeSelector:     settings.nodeSelector,
    nodeAffinity:     terms && terms.length > 0 ? { requiredTerms: terms as readonly NodeSelectorTerm[] } : {},
    storage:          { className: settings.persistence.storageClass, existingClaim: settings.persistence.existingClaim },
    ingressClassName: settings.ingress.className,
    hostname:         settings.hostname,
    release:          RELEASE,
  };
}

/** `resources.requests` of the values; the form does not show it, the chart has it. */
function neededResources(settings: Settings): PlacementRequest['needed'] {
  const { resources } = settings as { resources?: unknown };
  const requests = isMap(resources) && isMap(resources['requests']) ? resources['requests'] : {};

  return resourcesOf(Object.fromEntries(Object.entries(requests).map(([name, quantity]) => [name, String(quantity)])));
}
