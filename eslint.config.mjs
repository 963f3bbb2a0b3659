import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const keepOut = (files, group) => ({ files, rules: { 'no-restricted-imports': ['error', { patterns: group }] } });

/** Imported only where its telemetry is off before it starts: backend/src/face/onnx/without-telemetry.ts. */
const RUNTIME = 'onnxruntime-*';

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/**',
      '**/dist/**',
      'backend/models/build/**',
      'dist-pkg/**',
      'extensions/**',
      'assets/**',
      'pkg/**',
      'e2e/artefacts/**',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  { rules: { 'no-unused-vars': ['error', { ignoreRestSiblings: true }] } },
  {
    files: ['{placement,cli,backend,e2e}/**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/require-await': 'off',
      'no-console': 'error',
    },
  },
  {
    files: ['**/*.mjs', '**/*.js', '**/*.cjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        fetch: 'readonly',
        Buffer: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        require: 'readonly',
        module: 'writable',
        __dirname: 'readonly',
        AbortSignal: 'readonly',
        performance: 'readonly',
      },
    },
  },
  {
    ...keepOut(['{placement,cli,backend,e2e}/**/*.ts'], [RUNTIME]),
    ignores: ['backend/src/face/onnx/**', 'backend/models/**'],
  },
  keepOut(['placement/src/**'], [RUNTIME, 'node:*', '@rancher/*', '@kubernetes/*', '**/backend/**']),
  keepOut(['cli/src/**'], [RUNTIME, '@rancher/*', '**/backend/**', '**/pkg/**']),
  keepOut(
    ['backend/src/login/**'],
    [RUNTIME, 'node:*', 'express', 'mongodb', '**/gateway/**', '**/sqlite/**', '**/mongodb/**'],
  ),
);
