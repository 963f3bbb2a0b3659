import { describe, expect, it } from 'vitest';
import { BestFrames, frameQuality } from './best-frames.ts';
import { faceFacts, vectorOf, type FaceOptions } from './testing.ts';

function offer(frames: BestFrames, person: string, options: FaceOptions = {}): void {
  frames.offer({ ...faceFacts(options), vector: vectorOf(person) });
}

describe('the best frames', () => {
  it('are those that are sharp, near, straight and well lit, best first', () => {
    const frames = new BestFrames(2);
    offer(frames, 'blurred', { sharpness: 20 });
    offer(frames, 'turned', { left: 0.2 });
    offer(frames, 'perfect');

    expect(frames.vectors).toEqual([vectorOf('perfect'), vectorOf('turned')]);
  });

  it('never hold a turned face or one without a vector', () => {
    const frames = new BestFrames(3);
    offer(frames, 'turned', { left: 0.5 });
    frames.offer(faceFacts());

    expect(frames.count).toBe(0);
  });

  it.each([
    { name: 'soft', options: { sharpness: 50 } },
    { name: 'small', options: { height: 0.12 } },
    { name: 'turned', options: { left: 0.2 } },
    { name: 'dark', options: { brightness: 40 } },
    { name: 'glaring', options: { brightness: 230 } },
    { name: 'blinking', options: { eye: 0.3 } },
    { name: 'covered', options: { cover: { mouth: 0.4 } } },
  ])('count a $name frame for less', ({ options }) => {
    expect(frameQuality(faceFacts(options))).toBeLessThan(frameQuality(faceFacts()));
  });
});
