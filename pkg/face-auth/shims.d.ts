/** The parts of the dashboard that we use, as far as we use them. The shell's own types do not pass our stricter checks. */
declare module '*.vue' {
  import type { DefineComponent } from 'vue';

  const component: DefineComponent<Record<string, unknown>, Record<string, unknown>, unknown>;

  export default component;
}

declare module '@components/Banner' {
  export const Banner: import('vue').DefineComponent<Record<string, unknown>>;
}

declare module '@components/BadgeState' {
  export const BadgeState: import('vue').DefineComponent<Record<string, unknown>>;
}

declare module '@components/Form/LabeledInput' {
  export const LabeledInput: import('vue').DefineComponent<Record<string, unknown>>;
}

declare module '@components/Form/Checkbox' {
  export const Checkbox: import('vue').DefineComponent<Record<string, unknown>>;
}

declare module '@shell/composables/useI18n' {
  export function useI18n(store: unknown): { t: (key: string, args?: Record<string, unknown>, raw?: boolean) => string };
}

declare module '@rancher/auto-import' {
  export function importTypes(extension: import('@shell/core/types').IPlugin): void;
}

declare module '@shell/core/types' {
  interface ProductRoute {
    name: string;
    params: Record<string, string>;
  }

  export interface IPlugin {
    metadata: unknown;
    addProduct(product: unknown): void;
    addRoutes(routes: readonly { parent: string; route: object }[]): void;
    DSL(store: unknown, product: string): {
      product(options: {
        svg: string; inStore: string; category: string; weight: number; showClusterSwitcher: boolean; to: ProductRoute;
      }): void;
      virtualType(options: {
        name: string; labelKey: string; icon: string; namespaced: boolean; weight: number; route: ProductRoute;
      }): void;
      basicType(types: readonly string[]): void;
    };
  }
}

declare module 'js-yaml' {
  const jsyaml: { dump(value: unknown, options: { noRefs: boolean; lineWidth: number }): string };

  export default jsyaml;
}

/** Its own types are out of reach: the package's `exports` do not name them. */
declare module 'vuex' {
  export function useStore(): { dispatch(action: string, payload: unknown): Promise<unknown> };
}
