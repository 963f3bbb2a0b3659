import { describe, expect, it } from 'vitest';
import { similarity } from '../face/template/template.ts';
import type { FaceOptions } from '../login/testing.ts';
import { vectorOf } from '../login/testing.ts';
import type { ClipSet, LabelledClip } from './clip-set.ts';
import { enroller } from './enrol.ts';
import { fakeEngine, labelledClip, pictures } from './testing.ts';

const own = labelledClip({ file: 'own' });

/** A set whose clips show their person, or what is said here. */
function setOf(clips: readonly LabelledClip[], shown: Record<string, readonly FaceOptions[]> = {}): ClipSet {
  return {
    clips,
    otherPhotos: () => ['anna/2.jpg'],
    frames: ({ file, person }) =>
      Promise.resolve(pictures(...(shown[file] ?? Array<FaceOptions>(20).fill({ person })))),
  };
}

const enrolledOf = (clip: LabelledClip, set: ClipSet, readPhoto?: (file: string) => Promise<Uint8Array>) =>
  enroller({ set, engine: fakeEngine(), readPhoto })(clip);

describe('the claimed person of a clip is enrolled', () => {
  it('with three pictures of another clip that shows the person, a genuine one first', async () => {
    const print = labelledClip({ file: 'print', label: 'attack', kind: 'print' });
    const genuine = labelledClip({ file: 'genuine' });
    const shown = { print: [{ person: 'a picture of anna' }] };
    const { from, template } = await enrolledOf(own, setOf([own, print, genuine], shown));

    expect(from).toBe('another clip');
    expect(template?.enrolled).toBe(3);
    expect(template && similarity(template, [vectorOf('anna')])).toBeCloseTo(1, 2);
  });

  it('with other photos when there is a folder of them', async () => {
    const readPhoto = (file: string) => Promise.resolve(pictures({ person: file })[0] as Uint8Array);
    const { from, template } = await enrolledOf(own, setOf([own, labelledClip({ file: 'genuine' })]), readPhoto);

    expect(from).toBe('other photos');
    expect(template && similarity(template, [vectorOf('anna/2.jpg')])).toBeCloseTo(1, 2);
  });

  it('with pictures of the clip itself when it is genuine and there is nothing else', async () => {
    expect((await enrolledOf(own, setOf([own]))).from).toBe('the clip itself');
  });

  it('not at all when only the attack itself shows the face', async () => {
    const attack = labelledClip({ file: 'own', label: 'attack', kind: 'print' });

    expect(await enrolledOf(attack, setOf([attack]))).toEqual({ from: 'nothing' });
  });

  it('never with a clip in which a second person is seen, nor with one of somebody else', async () => {
    const swap = labelledClip({ file: 'swap', label: 'attack', kind: 'swap' });
    const impostor = labelledClip({ file: 'impostor', label: 'attack', kind: 'impostor', person: 'bert' });

    expect((await enrolledOf(own, setOf([own, swap, impostor]))).from).toBe('the clip itself');
  });

  it('from between the moves only, where the face is straight', async () => {
    const other = labelledClip({ file: 'other', fps: 10, events: [{ move: 'turn-left', start: 0.5, end: 1.5 }] });
    const turned = (index: number): FaceOptions => (index >= 5 && index <= 15 ? { person: 'turning' } : {});
    const shown = { other: Array.from({ length: 20 }, (_, index) => turned(index)) };
    const { template } = await enrolledOf(own, setOf([own, other], shown));

    expect(template && similarity(template, [vectorOf('anna')])).toBeCloseTo(1, 2);
  });
});
