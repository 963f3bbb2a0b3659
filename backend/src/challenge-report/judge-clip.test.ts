import { describe, expect, it } from 'vitest';
import { makeTemplate } from '../face/template/template.ts';
import { vectorOf, type FaceOptions } from '../login/testing.ts';
import { judgeClip } from './judge-clip.ts';
import { fakeEngine, labelledClip, pictures } from './testing.ts';

/** At 10 frames a second: a second of rest, a turn, a pause, an open mouth, a pause. */
const moves: readonly FaceOptions[] = [
  ...Array<FaceOptions>(10).fill({}),
  ...Array<FaceOptions>(10).fill({ left: 0.5 }),
  ...Array<FaceOptions>(5).fill({}),
  ...Array<FaceOptions>(10).fill({ mouth: 0.7 }),
  ...Array<FaceOptions>(5).fill({}),
];
const template = makeTemplate(Array<Float32Array>(3).fill(vectorOf('anna')), 'mobilefacenet-repaired-1');

function judge(clip = {}, faces = moves) {
  const engine = fakeEngine();
  return judgeClip({
    clip: labelledClip({ asked: ['turn-left', 'open-mouth'], shown: ['turn-left', 'open-mouth'], ...clip }),
    frames: pictures(...faces),
    engine,
    enrolled: { from: 'another clip', template },
    falseMatchRate: '1e-4',
    scale: (jpeg) => Promise.resolve(jpeg),
    cpuSeconds: () => 0,
    isLooped: false,
    mostFps: 30,
  });
}

describe('a login with a clip', () => {
  it('is accepted when the enrolled person shows the moves', async () => {
    expect(await judge()).toMatchObject({
      outcome: 'accepted',
      hasPassedChallenge: true,
      enrolledFrom: 'another clip',
    });
  });

  it('asks a genuine clip for the moves it shows, an attack for those of its manifest', async () => {
    const other = { asked: ['look-up', 'turn-left'] as const };

    expect(await judge({ ...other })).toMatchObject({ outcome: 'accepted', asked: ['turn-left', 'open-mouth'] });
    expect(await judge({ ...other, label: 'attack', kind: 'wrong-order' })).toMatchObject({
      outcome: 'wrong-order',
      asked: ['look-up', 'turn-left'],
    });
  });

  it('is refused when somebody else shows the moves, although the challenge is passed', async () => {
    const bert = moves.map((face) => ({ ...face, person: 'bert' }));

    expect(await judge({}, bert)).toMatchObject({ outcome: 'not-recognised', hasPassedChallenge: true });
  });

  it('is refused when a move is missing', async () => {
    expect(await judge({}, moves.slice(0, 25))).toMatchObject({ outcome: 'timeout', hasPassedChallenge: false });
  });
});
