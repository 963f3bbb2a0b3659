/** Builders for tests: clips of a made-up head. A "JPEG" here is a number that says which picture it is. */
import type { AnalyseOptions, FaceEngine } from '../face/engine.ts';
import { faceFacts, pictureFacts, vectorOf, type FaceOptions } from '../login/testing.ts';
import type { LabelledClip } from './clip-set.ts';

export function labelledClip(options: Partial<LabelledClip> = {}): LabelledClip {
  return {
    file: '0001-genuine.mjpeg',
    label: 'genuine',
    kind: 'genuine',
    claimed: 'anna',
    person: 'anna',
    fps: 10,
    asked: ['turn-left', 'look-up'],
    shown: ['turn-left', 'look-up'],
    events: [],
    attempts: [],
    ...options,
  };
}

/** Pictures that `fakeEngine` reads back. */
export function pictures(...faces: readonly FaceOptions[]): Uint8Array[] {
  return faces.map((face, index) => new TextEncoder().encode(JSON.stringify({ eye: 1 + index / 1e5, ...face })));
}

/** An engine that finds in a picture what `pictures` wrote into it; it remembers what it was asked for. */
export function fakeEngine(): FaceEngine & { readonly asked: AnalyseOptions[] } {
  const asked: AnalyseOptions[] = [];
  return {
    recogniser: 'mobilefacenet-repaired-1',
    asked,
    analyse(picture, options) {
      asked.push(options);
      const face = JSON.parse(new TextDecoder().decode(picture)) as FaceOptions;
      const facts = faceFacts(face);
      const vector = options.vector === 'none' ? {} : { vector: vectorOf(face.person ?? 'anna') };
      return Promise.resolve(pictureFacts({ ...facts, ...vector }));
    },
    close: () => Promise.resolve(),
  };
}
