/** The product's name in routes and in the menu. */
export const PRODUCT = 'faceauth';

/** Rancher's word for "no cluster" in a route. */
export const NO_CLUSTER = '_';

export const OVERVIEW_ROUTE = `${ PRODUCT }-c-cluster-overview`;
export const INSTALL_ROUTE = `${ PRODUCT }-c-cluster-install`;

/** The service's chart; releases of it are ours. */
export const CHART = 'face-auth';

/** The namespace and name of a release that the wizard makes. */
export const RELEASE = { namespace: 'face-auth', name: 'face-auth' } as const;
