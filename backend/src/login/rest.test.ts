import { describe, expect, it } from 'vitest';
import { RestCollector, restOf } from './rest.ts';
import { faceFacts, type FaceOptions } from './testing.ts';

function collect(frames: readonly FaceOptions[], everyMs = 100) {
  const collector = new RestCollector();
  return frames.map((options, index) => collector.observe(index * everyMs, faceFacts(options)));
}

describe('the rest', () => {
  it('is ready after five straight frames over .4 s', () => {
    expect(collect([{}, {}, {}, {}, {}]).map(({ state }) => state)).toEqual([
      ...Array<string>(4).fill('collecting'),
      'ready',
    ]);
  });

  it('takes longer at 30 frames a second, because time counts too', () => {
    const states = collect(Array<FaceOptions>(20).fill({}), 33).map(({ state }) => state);

    expect(states.indexOf('ready')).toBe(13);
  });

  it('is ready after five frames of a busy service too, however far apart', () => {
    expect(collect([{}, {}, {}, {}, {}], 700).at(-1)?.state).toBe('ready');
  });

  it('asks a turned head to look straight', () => {
    expect(collect([{ left: 0.6 }])[0]).toMatchObject({ guidance: 'look-straight' });
  });

  it('asks a head that wanders to hold still, and is ready once it does', () => {
    const wandering = Array.from({ length: 10 }, (_, i) => ({ left: 0.3 * Math.sin(i) }));
    const steps = collect([...wandering, ...Array<FaceOptions>(6).fill({ left: 0.1 })]);

    expect(steps.slice(0, 10).every(({ state }) => state === 'collecting')).toBe(true);
    expect(steps[9]).toMatchObject({ guidance: 'hold-still' });
    expect(steps.at(-1)?.state).toBe('ready');
  });

  it.each([
    { name: 'eyes held shut', options: { eye: 0.3 } },
    { name: 'a mouth held open', options: { mouth: 0.6 } },
  ])('is never taken from $name', ({ options }) => {
    expect(collect(Array<FaceOptions>(12).fill(options)).every(({ state }) => state === 'collecting')).toBe(true);
  });

  it('may be a broad smile', () => {
    expect(collect(Array<FaceOptions>(6).fill({ mouth: 0.45 })).at(-1)?.state).toBe('ready');
  });

  it('is deaf to a single blink', () => {
    const rest = restOf([{}, {}, { eye: 0.1 }, {}, {}].map(faceFacts));

    expect(rest.eyeOpening).toBeCloseTo(0.35);
  });
});
