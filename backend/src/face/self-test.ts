import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FaceAuthError } from '../errors.ts';
import { SHIPPED_CALIBRATION, type Calibration } from './calibration/calibration.ts';
import { thresholdFor } from './calibration/threshold.ts';
import type { FaceEngine } from './engine.ts';
import { makeTemplate, similarity } from './template/template.ts';

const MODELS = fileURLToPath(new URL('../../models/build', import.meta.url));

/**
 * Enrols a packaged face, verifies another picture of the same person and rejects another person, all through the given engine.
 * At every start: quick, and a service whose engine mistakes people never becomes ready.
 *
 * @param modelsDir Folder written by `backend/models/prepare.ts`; it holds the faces.
 * @param calibration Of the engine's recogniser.
 * @throws FaceAuthError 'self-test-failed', whose detail says what failed.
 */
export async function selfTest(
  engine: FaceEngine,
  modelsDir: string = MODELS,
  calibration: Calibration = SHIPPED_CALIBRATION,
): Promise<void> {
  const vectorOf = async (name: string): Promise<Float32Array> => {
    const { faces } = await engine.analyse(await readFace(modelsDir, name), { vector: 'full' });
    const vector = faces.length === 1 ? faces[0]?.vector : undefined;
    return vector ?? fail(`${faces.length} faces were found in ${name}, not one with a vector`);
  };
  const enrolled = await vectorOf('person-a-1');
  const probe = await vectorOf('person-a-3');
  const stranger = await vectorOf('person-b-1');

  const template = makeTemplate([enrolled], engine.recogniser);
  const threshold = thresholdFor(calibration, { falseMatchRate: '1e-4', enrolled: 1, shown: 1 });
  const genuine = similarity(template, [probe]);
  const impostor = similarity(template, [stranger]);
  if (!(genuine >= threshold)) fail(`the enrolled person was not recognised: ${genuine.toFixed(3)} of ${threshold}`);
  if (!(impostor < threshold)) fail(`another person was recognised: ${impostor.toFixed(3)} of ${threshold}`);
}

async function readFace(modelsDir: string, name: string): Promise<Buffer> {
  const file = `faces/${name}.jpg`;
  return readFile(join(modelsDir, file)).catch((cause: unknown) => {
    throw new FaceAuthError('model-missing', { modelsDir, file }, { cause });
  });
}

function fail(problem: string): never {
  throw new FaceAuthError('self-test-failed', { problem });
}
