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
  return faces.map((face, index) => new TextEncoder().encode(JSON.stringify({ ...face, noise: index / 1e3 })));
}

/** An engine that finds in a picture what `pictures` wrote into it; it remembers what it was asked for. */
export function fakeEngine(): FaceEngine & { readonly asked: AnalyseOptions[] } {
  const asked: AnalyseOptions[] = [];
  return {
    recogniser: 'mobilefacenet-repaired-1',
    asked,
    analyse(picture, options) {
      asked.push(options);
      const face = JSON.parse(new TextDecoder().decode(picture)) as FaceOptions & { noise: number };
      const facts = faceFacts(face);
      const vector = options.vector === 'none' ? {} : { vector: vectorOf(face.person ?? 'anna') };
      const found = pictureFacts({ ...facts, ...vector });
      return Promise.resolve({ ...found, brightness: found.brightness + face.noise });
    },
    close: () => Promise.resolve(),
  };
}
