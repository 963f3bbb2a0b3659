import { describe, expect, it } from 'vitest';
import { startEnrolmentCourse } from './enrolment-course.ts';
import { endOf, nobody, show, still } from './testing.ts';

const COURSE_MS = 60_000;
const course = () => startEnrolmentCourse({ startedAt: 0, courseMs: COURSE_MS });

describe('an enrolment course', () => {
  it('passes with three photos at least 600 ms apart', () => {
    const steps = show(course(), [still(5_000)]);
    const progress = steps.flatMap((step) => (step.state === 'running' ? [step.progress] : []));

    expect(steps.at(-1)).toMatchObject({ state: 'passed', vectors: { length: 3 } });
    expect(progress.indexOf(2 / 3) - progress.indexOf(1 / 3)).toBe(6);
    expect(new Set(progress)).toEqual(new Set([0, 1 / 3, 2 / 3]));
  });

  it('waits for a straight, steady, sharp face', () => {
    const turned = still(2_000, { left: 0.6 });
    const soft = still(2_000, { sharpness: 15 });
    const shaking = { forMs: 2_000, see: (share: number) => [{ left: Math.round(20 * share) % 2 ? 0.1 : -0.1 }] };
    const steps = show(course(), [turned, soft, shaking]);

    expect(steps.every((step) => step.state === 'running' && step.progress === 0)).toBe(true);
    expect(steps.map((step) => 'guidance' in step && step.guidance)).toEqual(
      expect.arrayContaining(['look-straight', 'hold-still']),
    );
  });

  it('takes small changes of pose for the same person', () => {
    const living = { forMs: 5_000, see: (share: number) => [{ left: 0.15 * Math.sin(6 * share) }] };

    expect(endOf(show(course(), [living]))).toBe('passed');
  });

  it.each([
    { name: 'a frozen picture', reason: 'still-picture', scenes: [{ ...still(5_000), isFrozen: true }] },
    {
      name: 'another person between two photos',
      reason: 'face-changed',
      scenes: [still(500), still(5_000, { person: 'bert' })],
    },
    { name: 'an empty room', reason: 'no-face', scenes: [nobody(COURSE_MS + 200)] },
    { name: 'a face in the dark', reason: 'too-dark', scenes: [still(COURSE_MS + 200, { brightness: 10 })] },
    { name: 'a face that never looks straight', reason: 'timeout', scenes: [still(COURSE_MS + 200, { left: 0.7 })] },
  ])('refuses $name', ({ reason, scenes }) => {
    expect(endOf(show(course(), scenes))).toBe(reason);
  });

  it('ends once', () => {
    const ended = course();
    const end = show(ended, [still(5_000)]).at(-1);

    expect(ended.tick(2 * COURSE_MS)).toBe(end);
  });
});
