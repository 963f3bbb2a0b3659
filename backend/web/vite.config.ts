import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

/** Nothing is inlined: the page is served with a content security policy that knows only files of its own origin. */
export default defineConfig({
  plugins: [vue()],
  define: {
    __VUE_OPTIONS_API__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
  },
  build: { target: 'es2022', assetsInlineLimit: 0, modulePreload: false, reportCompressedSize: true },
});
