import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FaceAuthError } from '../errors.ts';
import { NETS } from './onnx/nets.ts';

/** Names of the nets that the human engine runs. */
const NAMES = ['blazeface', 'facemesh', 'iris', 'mobilefacenet'];

/** Those of the self-test, which a gateway runs through the engines of others. */
const FACES = ['person-a-1', 'person-a-3', 'person-b-1'];

/** Files of the models folder that each engine needs. */
const FILES = {
  remote: FACES.map((face) => `faces/${face}.jpg`),
  onnx: Object.values(NETS).map(({ file }) => file),
  human: NAMES.flatMap((net) => [`${net}.json`, `${net}.bin`]),
};

/**
 * Compares the model files of an engine with the manifest that `backend/models/prepare.ts` wrote beside them.
 *
 * @throws FaceAuthError 'model-missing' when one is absent, unreadable or changed.
 */
export async function checkModelFiles(modelsDir: string, engine: keyof typeof FILES): Promise<void> {
  const expected = await readManifest(modelsDir);
  for (const file of FILES[engine]) {
    const bytes = await read(modelsDir, file);
    if (createHash('sha256').update(bytes).digest('hex') !== expected[file]) {
      throw new FaceAuthError('model-missing', { modelsDir, file, problem: 'changed' });
    }
  }
}

async function readManifest(modelsDir: string): Promise<Record<string, string>> {
  const text = await read(modelsDir, 'manifest.json');
  try {
    return (JSON.parse(text.toString()) as { files: Record<string, string> }).files;
  } catch (cause) {
    throw new FaceAuthError('model-missing', { modelsDir, file: 'manifest.json', problem: 'unreadable' }, { cause });
  }
}

async function read(modelsDir: string, file: string): Promise<Buffer> {
  return readFile(join(modelsDir, file)).catch((cause: unknown) => {
    throw new FaceAuthError('model-missing', { modelsDir, file, problem: 'unreadable' }, { cause });
  });
}
