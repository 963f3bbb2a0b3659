import type { IPlugin } from '@shell/core/types';
import { INSTALL_ROUTE, NO_CLUSTER, OVERVIEW_ROUTE, PRODUCT } from './names.ts';

const params = { product: PRODUCT, cluster: NO_CLUSTER };

/** The product in the dashboard's menu. The classic registration: it works from Rancher 2.11 on. */
export function init(plugin: IPlugin, store: unknown): void {
  const { product, basicType, virtualType } = plugin.DSL(store, PRODUCT);

  product({
    svg:                 require('./assets/face-auth.svg'),
    inStore:             'management',
    category:            'global',
    weight:              100,
    showClusterSwitcher: false,
    to:                  { name: OVERVIEW_ROUTE, params },
  });
  virtualType({
    name:       'overview',
    labelKey:   'faceAuth.overview.title',
    icon:       'globe',
    namespaced: false,
    weight:     20,
    route:      { name: OVERVIEW_ROUTE, params },
  });
  virtualType({
    name:       'install',
    labelKey:   'faceAuth.wizard.title',
    icon:       'plus',
    namespaced: false,
    weight:     10,
    route:      { name: INSTALL_ROUTE, params },
  });
  basicType(['overview', 'install']);
}
