import { fileURLToPath } from 'node:url';
import { prepareModels } from './prepare-models.ts';
import { ModelSourceError } from './sources.ts';

/** `node backend/models/prepare.ts`: makes backend/models/build, see `prepareModels`. */
try {
  await prepareModels(fileURLToPath(new URL('build', import.meta.url)), (line) => process.stdout.write(`${line}\n`));
} catch (error) {
  if (!(error instanceof ModelSourceError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
