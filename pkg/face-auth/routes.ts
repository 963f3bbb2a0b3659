import { INSTALL_ROUTE, OVERVIEW_ROUTE, PRODUCT } from './names.ts';

const meta = { product: PRODUCT };

/** Pages are lazy: the entry is loaded by everybody who opens Rancher. */
export const routes = [
  {
    parent: 'default',
    route:  {
      name:      OVERVIEW_ROUTE,
      path:      `/${ PRODUCT }/c/:cluster/overview`,
      component: () => import('./pages/OverviewPage.vue'),
      meta,
    },
  },
  {
    parent: 'default',
    route:  {
      name:      INSTALL_ROUTE,
      path:      `/${ PRODUCT }/c/:cluster/install`,
      component: () => import('./pages/InstallPage.vue'),
      meta,
    },
  },
];
