import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { REPOSITORY } from '../../tools/folders.ts';

/** kB (1e3 bytes), minified. */
export interface BundleSize {
  readonly what: string;
  readonly minified: number;
  readonly gzip: number;
}

const INDEX = path.join(REPOSITORY, 'placement/src/index.ts');

/** The package as a page gets it, bundled and minified with its schema library: what is used decides. */
export async function measureBundles(): Promise<BundleSize[]> {
  const all = Object.keys((await import(INDEX)) as object);
  const used = namesOfExtension().filter((name) => all.includes(name));
  const parts = [
    { what: 'what the extension imports', names: used },
    { what: 'planning alone', names: ['planPlacement'] },
    { what: 'reading a request alone, with the schema library', names: ['parseRequest'] },
    { what: 'the whole package', names: all },
  ];
  return Promise.all(parts.map(async ({ what, names }) => ({ what, ...(await sizeOf(names)) })));
}

async function sizeOf(names: readonly string[]): Promise<Omit<BundleSize, 'what'>> {
  const folder = mkdtempSync(path.join(tmpdir(), 'face-auth-bundle-'));
  const entry = path.join(folder, 'entry.js');
  writeFileSync(entry, `export { ${names.join(', ')} } from ${JSON.stringify(INDEX)};`);
  try {
    const built = await build({
      root: REPOSITORY,
      configFile: false,
      logLevel: 'error',
      build: {
        write: false,
        minify: true,
        target: 'es2022',
        lib: { entry, formats: ['iife'], name: 'placement', fileName: 'placement' },
      },
    });
    const outputs = (Array.isArray(built) ? built : [built]).flatMap((one) => ('output' in one ? one.output : []));
    const code = outputs.map((file) => (file.type === 'chunk' ? file.code : '')).join('');
    return { minified: Buffer.byteLength(code) / 1e3, gzip: gzipSync(code).length / 1e3 };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Values that the extension's sources import from the package; types are none. */
function namesOfExtension(): string[] {
  const files = globSync('**/*.{ts,vue,js}', {
    cwd: path.join(REPOSITORY, 'pkg/face-auth'),
    exclude: (name) => name === 'node_modules' || name.endsWith('.test.ts'),
  });
  const names = files.flatMap((file) => {
    const source = readFileSync(path.join(REPOSITORY, 'pkg/face-auth', file), 'utf8');
    const imports = source.matchAll(/^import \{([^}]*)\} from '@face-auth\/placement';/gm);
    return [...imports].flatMap(([, list = '']) => list.split(',').map((name) => name.trim()));
  });
  return [...new Set(names)].filter((name) => name !== '' && !name.startsWith('type ')).sort();
}
