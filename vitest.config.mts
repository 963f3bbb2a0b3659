import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'placement', root: 'placement', include: ['src/**/*.test.ts'] } },
      { test: { name: 'cli', root: 'cli', include: ['src/**/*.test.ts'], testTimeout: 60_000 } },
      { test: { name: 'backend', root: 'backend', include: ['{src,models,bench}/**/*.test.ts'] } },
      {
        extends: 'backend/web/vite.config.ts',
        test: { name: 'web', root: 'backend/web', include: ['src/**/*.test.ts'], environment: 'happy-dom' },
      },
      { test: { name: 'extension', root: 'pkg/face-auth', include: ['**/*.test.ts'], exclude: ['node_modules/**'] } },
      { test: { name: 'tools', root: '.', include: ['e2e/**/*.test.ts', 'scripts/**/*.test.mjs'] } },
      { test: { name: 'charts', root: 'charts', include: ['*/tests/*.test.mjs'], testTimeout: 30_000 } },
    ],
  },
});
