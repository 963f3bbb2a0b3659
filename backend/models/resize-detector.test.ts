import { beforeAll, describe, expect, it } from 'vitest';
import { facePicture } from './verify/face-pictures.ts';
import { loadOriginal } from './verify/run-original.ts';
import { originalOf, TFJS_OUTPUTS } from './convert-net.ts';
import type { GraphModelFiles, GraphModelJson } from './graph-model/graph-model-files.ts';
import { readSource, SOURCES } from './sources.ts';
import { packagedFace } from '../src/face/testing.ts';

describe('resizeDetector', { timeout: 60_000 }, () => {
  let files: GraphModelFiles;
  beforeAll(async () => {
    const read = async (end: string) => {
      const source = SOURCES.find(({ path }) => path.endsWith(end));
      return source === undefined ? expect.fail(`${end} is not pinned`) : readSource(source);
    };
    files = {
      json: JSON.parse((await read('/blazeface.json')).toString()) as GraphModelJson,
      weights: await read('/blazeface.bin'),
    };
  });

  const run = async (net: 'blazeface' | 'blazefaceCoarse', size: number) => {
    const detect = await loadOriginal(
      originalOf(net, () => files),
      [size, size, 3],
      TFJS_OUTPUTS[net],
    );
    const [scores, boxes] = detect(await facePicture(net, await packagedFace('person-a-1')));
    if (scores === undefined || boxes === undefined) throw new Error('the detector has two outputs');
    const best = scores.indexOf(Math.max(...scores));
    return { places: scores.length, score: scores[best] ?? NaN, width: (boxes[16 * best + 2] ?? NaN) / size };
  };

  it('sees the same face in a picture of half the size, at a quarter of the places', async () => {
    const full = await run('blazeface', 256);
    const half = await run('blazefaceCoarse', 128);

    expect(half.places).toBe(full.places / 4);
    expect(half.score).toBeGreaterThan(1);
    expect(half.width).toBeCloseTo(full.width, 1);
  });
});
