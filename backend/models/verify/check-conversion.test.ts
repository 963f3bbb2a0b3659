import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { NETS, type NetName } from '../../src/face/onnx/nets.ts';
import { hasShared, preparedModels, SHARED_DIR } from '../../src/face/testing.ts';
import type { GraphModelFiles, GraphModelJson } from '../graph-model/graph-model-files.ts';
import { convertNet, originalOf } from '../convert-net.ts';
import { checkConversion, relativeError } from './check-conversion.ts';
import { loadConverted, planes } from './run-converted.ts';

const NAMES = Object.keys(NETS) as NetName[];
let folder: string;
let faces: Map<string, Uint8Array>;
beforeAll(async () => {
  folder = await preparedModels();
  const names = await readdir(join(folder, 'faces'));
  faces = new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, 'faces', name))] as const)),
  );
});
const prepared = (name: string): GraphModelFiles => ({
  json: JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as GraphModelJson,
  weights: readFileSync(join(folder, `${name}.bin`)),
});
/** The recogniser lies there repaired. */
const original = (net: NetName): GraphModelFiles =>
  net === 'mobilefacenet' ? prepared(net) : originalOf(net, prepared);

describe('the converted nets', { timeout: 60_000 }, () => {
  it.each(NAMES)('%s computes what the original computes, on every packaged face', async (net) => {
    const onnx = await readFile(join(folder, NETS[net].file));

    expect(await checkConversion(net, original(net), onnx, faces)).toBeLessThanOrEqual(1e-4);
  });

  it.each(['blazeface', 'iris', 'mobilefacenet'] as const)(
    '%s is refused when a weight differs a little',
    async (net) => {
      const files = original(net);
      const weights = Uint8Array.from(files.weights);
      const view = new DataView(weights.buffer);
      for (let offset = 0; offset < 64; offset += 4)
        view.setFloat32(offset, 1.05 * view.getFloat32(offset, true), true);
      const onnx = convertNet(net, { ...files, weights });

      await expect(checkConversion(net, files, onnx, faces)).rejects.toThrow(
        /^\w+\.onnx computes other \w+ than the net it was made from \(relative error .*\); install the versions of/,
      );
    },
  );

  it('names each tensor and gives it the shape that the engine relies on', async () => {
    const { InferenceSession } = await import('onnxruntime-node');
    for (const net of Object.values(NETS)) {
      const session = await InferenceSession.create(join(folder, net.file));

      expect(session.inputMetadata).toMatchObject([{ name: net.input.name, type: 'float32', shape: net.input.shape }]);
      expect(session.outputMetadata).toMatchObject(net.outputs.map(({ name, shape }) => ({ name, shape })));
      await session.release();
    }
  });

  it('computes a crop the same, alone or beside another', async () => {
    const recognise = await loadConverted(NETS.mobilefacenet, await readFile(join(folder, 'mobilefacenet.onnx')));
    const [one, other] = [0.3, -0.2].map((level) =>
      new Float32Array(3 * 112 * 112).map((_, i) => level + (i % 7) / 50),
    );
    const both = await recognise([one ?? new Float32Array(), other ?? new Float32Array()]);
    const alone = await recognise([one ?? new Float32Array()]);

    expect(relativeError(both[0]?.[0] ?? new Float32Array(), alone[0]?.[0] ?? new Float32Array())).toBeLessThan(1e-6);
    expect(relativeError(both[1]?.[0] ?? new Float32Array(), alone[0]?.[0] ?? new Float32Array())).toBeGreaterThan(
      0.01,
    );
  });
});

/** A crop of one photo and its vectors, computed by another program from another source of the same net. */
describe.skipIf(!hasShared)('the golden crop (../shared/reference/face-engine)', () => {
  it('has the golden vectors, as it is and mirrored', async () => {
    const reference = join(SHARED_DIR, 'reference/face-engine/mobilefacenet');
    const golden = JSON.parse(await readFile(join(reference, 'golden.json'), 'utf8')) as Record<string, number[]>;
    const crop = sharp(join(reference, 'golden-crop.png')).removeAlpha();
    const { scale, offset } = NETS.mobilefacenet.input;
    const pictures = await Promise.all(
      [crop.clone(), crop.clone().flop()].map(async (picture) =>
        planes(Float32Array.from(await picture.raw().toBuffer(), (value) => value * scale + offset)),
      ),
    );
    const recognise = await loadConverted(NETS.mobilefacenet, await readFile(join(folder, 'mobilefacenet.onnx')));
    const [plain, mirrored] = await recognise(pictures);

    expect(relativeError(plain?.[0] ?? new Float32Array(), Float32Array.from(golden.emb_plain ?? []))).toBeLessThan(
      1e-4,
    );
    expect(relativeError(mirrored?.[0] ?? new Float32Array(), Float32Array.from(golden.emb_mirror ?? []))).toBeLessThan(
      1e-4,
    );
  });
});
