/** For tools that read TypeScript only; vue-tsc takes the real types from the files. */
declare module '*.vue' {
  import type { DefineComponent } from 'vue';

  const component: DefineComponent;
  export default component;
}
