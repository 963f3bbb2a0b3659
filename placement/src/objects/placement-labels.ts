/**
 * Keys of the labels on a management cluster, which Rancher copies to Fleet's. The request's name is in the key: a cluster
 * can be in the placements of several requests.
 */
export function placementLabels(request: string): { variant: string; ring: string; hostname: string } {
  return {
    variant: `variant.face-auth.io/${request}`,
    ring: `ring.face-auth.io/${request}`,
    hostname: `hostname.face-auth.io/${request}`,
  };
}

/** Longest value of a label in Kubernetes. */
export const LONGEST_LABEL = 63;
