import { buildWhenChanged } from './built.mjs';
import { ensureInstalled } from './install.mjs';
import { node24 } from './paths.mjs';
import { mustRun } from './run.mjs';

const PAGE_SOURCES = ['src', 'index.html', 'vite.config.ts', 'package.json'].map((name) => `backend/web/${name}`);
const CONTRACTS = ['backend/src/gateway/api.ts', 'backend/src/login/course.ts', 'backend/src/login/moves.ts'];

/** Models and page: what the service needs beside its packages. */
export async function prepareService(log) {
  await mustRun('Preparing the models', node24, ['backend/models/prepare.ts']);
  await buildWhenChanged({
    sources: [...PAGE_SOURCES, ...CONTRACTS],
    stamp: 'backend/web/dist/.built-from',
    async build() {
      log('Building the page ...');
      await mustRun('Building the page', 'vite', ['build', '--logLevel', 'warn', 'backend/web']);
    },
  });
}

export async function installAndPrepareService(log) {
  await ensureInstalled('service', log);
  await prepareService(log);
}
