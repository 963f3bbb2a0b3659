import { describe, expect, it } from 'vitest';
import { Framing } from './framing.ts';
import { faceFacts, pictureFacts, type FaceOptions } from './testing.ts';

const judge = (framing: Framing, ...faces: FaceOptions[]) => framing.observe(pictureFacts(...faces.map(faceFacts)));

describe('framing', () => {
  it('has nothing against a well placed, well lit face', () => {
    expect(judge(new Framing(), {})).toBeUndefined();
  });

  it.each([
    { problem: 'too-dark', options: { brightness: 30 } },
    { problem: 'too-bright', options: { brightness: 240 } },
    { problem: 'uneven-light', options: { evenness: 0.2 } },
    { problem: 'closer', options: { height: 0.15 } },
    { problem: 'further-away', options: { height: 0.95 } },
    { problem: 'to-the-middle', options: { at: [0.85, 0.5] as const } },
    { problem: 'blurred', options: { sharpness: 2 } },
    { problem: 'eyes-covered', options: { cover: { eyes: 0.8 } } },
    { problem: 'mouth-covered', options: { cover: { mouth: 0.8 } } },
  ])('says $problem', ({ problem, options }) => {
    expect(judge(new Framing(), options)).toBe(problem);
  });

  it('does not say that a dark or blurred face is covered', () => {
    expect(judge(new Framing(), { cover: { eyes: 0.9, mouth: 0.9 }, brightness: 30 })).toBe('too-dark');
    expect(judge(new Framing(), { cover: { eyes: 0.9, mouth: 0.9 }, sharpness: 2 })).toBe('blurred');
  });

  it('does not trust a cover in dim light, where a bare face can look covered', () => {
    expect(judge(new Framing(), { cover: { eyes: 0.9 }, brightness: 50 })).toBeUndefined();
  });

  it('does not take the far side of a turned head for a covered one', () => {
    expect(judge(new Framing(), { cover: { mouth: 0.9 }, left: 0.6 })).toBeUndefined();
    expect(judge(new Framing(), { evenness: 0.2, left: 0.6 })).toBeUndefined();
  });

  it('says of two covers the clearer one', () => {
    expect(judge(new Framing(), { cover: { eyes: 0.7, mouth: 0.9 } })).toBe('mouth-covered');
    expect(judge(new Framing(), { cover: { eyes: 0.9, mouth: 0.7 } })).toBe('eyes-covered');
  });

  it('says that there is no face, or that it is too dark to tell', () => {
    expect(new Framing().observe(pictureFacts())).toBe('no-face');
    expect(new Framing().observe({ ...pictureFacts(), brightness: 10 })).toBe('too-dark');
  });

  it('says that there are two faces, but not for a small one in the background or a doubtful one', () => {
    expect(judge(new Framing(), {}, { height: 0.36 })).toBe('two-faces');
    expect(judge(new Framing(), {}, { height: 0.28 })).toBeUndefined();
    expect(judge(new Framing(), {}, { height: 0.36, confidence: 0.6 })).toBeUndefined();
  });

  it('holds on to a problem until the picture is clearly better', () => {
    const framing = new Framing();
    const dim = { brightness: 38 };

    expect(judge(framing, dim)).toBeUndefined();
    judge(framing, { brightness: 30 });
    expect(judge(framing, dim)).toBe('too-dark');
    expect(judge(framing, { brightness: 50 })).toBeUndefined();
  });
});
