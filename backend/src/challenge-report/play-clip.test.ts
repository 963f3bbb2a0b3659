import { describe, expect, it } from 'vitest';
import type { Course, CourseStep } from '../login/course.ts';
import { playClip, type PlayOptions } from './play-clip.ts';
import { fakeEngine, pictures } from './testing.ts';

const RUNNING: CourseStep = {
  state: 'running',
  guidance: 'hold-still',
  progress: 0,
  next: { width: 320, intervalMs: 100 },
};

/** A course that ends after so many frames, and remembers when they came. */
function fakeCourse(
  next = { width: 320, intervalMs: 100 },
  endsAfter = Infinity,
): Course & { readonly times: number[] } {
  const times: number[] = [];
  return {
    times,
    wants: () => ({ vector: 'none' }),
    observe: ({ at }) => (times.push(at) < endsAfter ? { ...RUNNING, next } : { state: 'passed', vectors: [] }),
    tick: (at) => (at >= 2_000 ? { state: 'failed', reason: 'timeout' } : undefined),
  };
}

function play(course: Course, options: Partial<PlayOptions> = {}) {
  return playClip({
    frames: pictures(...Array<object>(10).fill({})),
    fps: 10,
    course,
    courseMs: 2_000,
    engine: fakeEngine(),
    scale: (jpeg) => Promise.resolve(jpeg),
    cpuSeconds: () => 0,
    isLooped: false,
    mostFps: 30,
    ...options,
  });
}

describe('a clip before a course', () => {
  it('gives the pictures that are due, in the time of the clip', async () => {
    const course = fakeCourse({ width: 320, intervalMs: 250 });
    await play(course);

    expect(course.times).toEqual([0, 300, 500, 800]);
  });

  it('gives no picture twice to a course that asks for more than the camera has', async () => {
    const course = fakeCourse({ width: 320, intervalMs: 10 });
    await play(course);

    expect(course.times).toHaveLength(10);
  });

  it('gives no more pictures in a second than reach the service', async () => {
    const course = fakeCourse();
    await play(course, { mostFps: 5 });

    expect(course.times).toEqual([0, 200, 400, 600, 800]);
  });

  it('is over when its pictures are, and the course at its deadline', async () => {
    const { end, frames } = await play(fakeCourse());

    expect(end).toEqual({ state: 'failed', reason: 'timeout' });
    expect(frames).toBe(10);
  });

  it('begins again until the deadline when it is looped', async () => {
    const { frames } = await play(fakeCourse(), { isLooped: true });

    expect(frames).toBe(20);
  });

  it('gives no more pictures once the course is over', async () => {
    const { end, frames } = await play(fakeCourse(undefined, 4));

    expect(end.state).toBe('passed');
    expect(frames).toBe(4);
  });

  it('scales to the width the last answer asked for, without counting that as work of the service', async () => {
    const widths: number[] = [];
    let cpu = 0;
    const engine = fakeEngine();
    const { coreSeconds } = await play(fakeCourse({ width: 480, intervalMs: 100 }, 3), {
      cpuSeconds: () => cpu,
      scale: (jpeg, width) => {
        widths.push(width);
        cpu += 100;
        return Promise.resolve(jpeg);
      },
      engine: {
        analyse: (picture, options) => {
          cpu += 2;
          return engine.analyse(picture, options);
        },
      },
    });

    expect(widths).toEqual([320, 480, 480]);
    expect(coreSeconds).toBe(6);
  });
});
