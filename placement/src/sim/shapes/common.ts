import type { IngressClassFacts, PodFacts, StorageClassFacts } from '../../facts/cluster-facts.ts';

export const TRAEFIK: IngressClassFacts = {
  name: 'traefik',
  isDefault: true,
  controller: 'traefik.io/ingress-controller',
};
export const NGINX: IngressClassFacts = { name: 'nginx', isDefault: true, controller: 'k8s.io/ingress-nginx' };
export const HAPROXY: IngressClassFacts = {
  name: 'openshift-default',
  isDefault: true,
  controller: 'openshift.io/ingress-to-route',
};

export const LOCAL_PATH: StorageClassFacts = {
  name: 'local-path',
  isDefault: true,
  provisioner: 'rancher.io/local-path',
  canExpand: false,
};
export const LONGHORN: StorageClassFacts = {
  name: 'longhorn',
  isDefault: true,
  provisioner: 'driver.longhorn.io',
  canExpand: true,
};

/** A database that wants a node for itself among its kind. */
export const DATABASE_POD: PodFacts = {
  namespace: 'data',
  labels: { app: 'postgres' },
  antiAffinity: [{ labelSelector: { matchLabels: { app: 'postgres' } }, topologyKey: 'kubernetes.io/hostname' }],
};
export const DNS_POD: PodFacts = { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' }, antiAffinity: [] };
