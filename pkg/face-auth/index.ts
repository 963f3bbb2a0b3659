import { importTypes } from '@rancher/auto-import';
import type { IPlugin } from '@shell/core/types';
import { routes } from './routes.ts';

/** Registers the extension with the dashboard. Nothing else happens here. */
export default function(plugin: IPlugin): void {
  importTypes(plugin);
  plugin.metadata = require('./package.json');
  plugin.addProduct(require('./product.ts'));
  plugin.addRoutes(routes);
}
