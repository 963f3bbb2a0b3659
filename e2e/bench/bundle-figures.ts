import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { REPOSITORY } from '../tools/folders.ts';

export interface BundleFigures {
  /** The file that Rancher loads first, in kB (1e3 bytes). */
  readonly entryKb: number;
  /** That file and all chunks, in kB; source maps left out. */
  readonly allKb: number;
}

/** Sizes of the built extension in dist-pkg. */
export function measureBundle(): BundleFigures {
  const dist = path.join(REPOSITORY, 'dist-pkg');
  const built = readdirSync(dist).find((name) => name.startsWith('face-auth-ui-'));
  if (built === undefined) throw new Error('The extension is not built; run npm run build:extension');
  const folder = path.join(dist, built);
  const kb = (name: string): number => statSync(path.join(folder, name)).size / 1e3;
  const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'));
  return { entryKb: kb(`${built}.umd.min.js`), allKb: scripts.reduce((sum, name) => sum + kb(name), 0) };
}
