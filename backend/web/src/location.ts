import { readonly, ref } from 'vue';

const path = ref(window.location.pathname);
window.addEventListener('popstate', () => (path.value = window.location.pathname));

/** The path that is shown now. */
export const currentPath = readonly(path);

/** Shows another page of ours without loading anything. */
export function goTo(target: '/' | '/welcome'): void {
  window.history.pushState(null, '', target);
  path.value = target;
}
