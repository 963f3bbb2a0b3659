/** Labels that the rules read of clusters and nodes. */
export const REGION_LABEL = 'topology.kubernetes.io/region';
export const HOSTNAME_LABEL = 'kubernetes.io/hostname';
/** Of a cluster: `edge` or `cloud`. */
export const ROLE_LABEL = 'face-auth.io/role';
