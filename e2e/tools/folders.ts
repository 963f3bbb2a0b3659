import path from 'node:path';
import { root } from '../../scripts/lib/paths.mjs';

export { root as REPOSITORY, sharedFolder } from '../../scripts/lib/paths.mjs';

/** Screenshots, traces and reports of the runs. */
export const ARTEFACTS = path.join(root, 'e2e/artefacts');
