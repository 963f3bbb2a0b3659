import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CourseStep } from './course.ts';
import { startLoginCourse } from './login-course.ts';
import { HEAD_MOVES, MOVES, type Move } from './moves.ts';
import { endOf, faceFacts, making, nobody, pictureFacts, show, still, vectorOf, type Scene } from './testing.ts';

const COURSE_MS = 20_000;
const course = (...moves: Move[]) => startLoginCourse({ moves, startedAt: 0, courseMs: COURSE_MS });
const rest = (options = {}) => still(1_200, options);
const pause = (options = {}) => still(500, options);
const forever = still(COURSE_MS);

const pairs = MOVES.flatMap((first) =>
  MOVES.filter((second) => second !== first && [first, second].some((move) => HEAD_MOVES.includes(move))).map(
    (second): [Move, Move] => [first, second],
  ),
);

describe('a login course', () => {
  it.each(pairs)('passes when %s and %s are shown in order', (first, second) => {
    const steps = show(course(first, second), [rest(), making(first), pause(), making(second), pause()]);

    expect(endOf(steps)).toBe('passed');
  });

  it.each([50, 100, 150, 200])('passes with a frame every %i ms', (everyMs) => {
    const scenes = [rest(), making('turn-left'), pause(), making('open-mouth'), pause()];

    expect(endOf(show(course('turn-left', 'open-mouth'), scenes, { everyMs }))).toBe('passed');
  });

  it('gives the vectors of up to three straight frames', () => {
    const steps = show(course('turn-left', 'look-up'), [rest(), making('turn-left'), pause(), making('look-up')]);
    const end = steps.at(-1) as Extract<CourseStep, { state: 'passed' }>;

    expect(end.vectors.length).toBeGreaterThanOrEqual(1);
    expect(end.vectors.length).toBeLessThanOrEqual(3);
    expect([...(end.vectors[0] ?? [])]).toEqual([...vectorOf('anna')]);
  });

  it('passes while the head is still turned: nobody has to look straight again', () => {
    const turnAndStay: Scene = { forMs: 3_000, see: (share) => [{ left: Math.min(0.5, 4 * share) }] };
    const steps = show(course('blink', 'turn-left'), [rest(), making('blink'), pause(), turnAndStay]);

    expect(endOf(steps)).toBe('passed');
  });

  it('asks for the first move only when it knows how the person looks at rest', () => {
    const steps = show(course('turn-left', 'blink'), [rest()]);

    expect(steps[0]).not.toHaveProperty('move');
    expect(steps.at(-1)).toMatchObject({ state: 'running', guidance: 'make-move', move: 'turn-left' });
  });

  it('judges against the own rest: a head held low looks up and down from there', () => {
    const low = { up: -0.2 };
    const lower: Scene = { forMs: 1_200, see: (share) => [{ up: -0.2 - Math.min(0.35, 1.4 * share) }] };
    const steps = show(course('look-down', 'blink'), [rest(low), lower, pause(low), making('blink', low), pause(low)]);

    expect(endOf(steps)).toBe('passed');
  });

  it('asks for a little further while the turn is too small to show depth', () => {
    // The mesh reads a turn here, but nothing of it is depth.
    const steps = show(course('turn-left', 'blink'), [rest(), still(1_000, { left: 1.6, isFlat: true })]);

    expect(steps.at(-1)).toMatchObject({ guidance: 'a-little-further', move: 'turn-left' });
  });

  it('asks for small and frequent frames while a blink is asked, for larger ones before', () => {
    const steps = show(course('blink', 'turn-left'), [rest()]);
    const [before, after] = [steps[0], steps.at(-1)] as Extract<CourseStep, { state: 'running' }>[];

    expect(before?.next.width).toBe(480);
    expect(after?.next.width).toBe(320);
    expect(after?.next.intervalMs).toBeLessThanOrEqual(1000 / 15);
  });

  it('wants few frames until head or mouth begin to move', () => {
    const steps = show(course('turn-left', 'blink'), [rest(), still(300), still(100, { left: 0.15 })]);
    const [waiting, moving] = steps.slice(-2) as Extract<CourseStep, { state: 'running' }>[];

    expect(waiting?.next.intervalMs).toBeGreaterThanOrEqual(150);
    expect(moving?.next.intervalMs).toBeLessThanOrEqual(100);
  });

  describe('at 10 frames a second', () => {
    it('sees a blink that is shut for a single frame', () => {
      const blink = still(100, { eye: 0.5 });

      expect(endOf(show(course('blink', 'turn-left'), [rest(), blink, pause(), making('turn-left'), pause()]))).toBe(
        'passed',
      );
    });
  });

  describe('at 16 frames a second', () => {
    const lids = (...eyes: number[]) => {
      const scenes = [rest(), ...eyes.map((eye) => still(60, { eye })), pause(), making('turn-left'), pause()];
      return endOf(show(course('blink', 'turn-left'), scenes, { everyMs: 60 }));
    };

    it.each([
      { name: 'half shut and shut', eyes: [0.84, 0.5] },
      { name: 'shut twice', eyes: [0.5, 0.5] },
      { name: 'shut for a while', eyes: [0.7, 0.3, 0.3, 0.3, 0.3, 0.3, 0.7] },
    ])('sees lids that are $name', ({ eyes }) => {
      expect(lids(...eyes)).toBe('passed');
    });

    it.each([
      { name: 'a single frame with shut eyes: it may be a bad mesh', eyes: [0.5] },
      { name: 'lids that never shut', eyes: [0.84, 0.8, 0.8, 0.84] },
    ])('does not see a blink in $name', ({ eyes }) => {
      expect(lids(...eyes)).not.toBe('passed');
    });
  });

  it('does not take eyes that stay shut for a blink', () => {
    const scenes = [rest(), still(3_000, { eye: 0.4 }), pause(), making('turn-left'), pause()];

    expect(endOf(show(course('blink', 'turn-left'), scenes))).not.toBe('passed');
  });

  it.each([
    { name: 'a head that is turned already', moves: ['look-up', 'turn-left'] as const, held: { left: 0.5 } },
    { name: 'a mouth that is open already', moves: ['look-up', 'open-mouth'] as const, held: { mouth: 0.7 } },
  ])('does not take $name for a move that was asked later', ({ moves, held }) => {
    const scenes = [rest(), making('look-up', held), still(3_000, held)];

    expect(endOf(show(course(...moves), scenes))).not.toBe('passed');
  });

  it('wants a turn in one go: three frames within two seconds', () => {
    const glances = Array.from({ length: 4 }, () => [still(100, { left: 0.4 }), still(2_500)]).flat();
    const steps = show(course('turn-left', 'blink'), [rest(), ...glances]);

    expect(steps.at(-1)).toMatchObject({ state: 'running', move: 'turn-left' });
  });

  it('lets another person step in before the moves are asked', () => {
    const bert = { person: 'bert' };
    const scenes = [
      still(300),
      still(2_000, bert),
      making('turn-left', bert),
      pause(bert),
      making('blink', bert),
      pause(bert),
    ];
    const steps = show(course('turn-left', 'blink'), scenes);
    const end = steps.at(-1) as Extract<CourseStep, { state: 'passed' }>;

    expect(end.state).toBe('passed');
    expect(end.vectors.every((vector) => vector.join() === vectorOf('bert').join())).toBe(true);
  });

  it('waits for a far turned head to come back when its vector says nothing', () => {
    const turned = (left: number) => [{ left, person: left > 0.4 ? 'a foreshortened face' : 'anna' }];
    const away = [
      { forMs: 400, see: (share: number) => turned(0.9 * share) },
      { forMs: 800, see: () => turned(0.9) },
    ];
    const begin = [rest(), making('blink'), pause(), ...away];
    expect(show(course('blink', 'turn-left'), begin).at(-1)).toMatchObject({ guidance: 'look-straight' });

    const back = { forMs: 400, see: (share: number) => turned(0.9 * (1 - share)) };
    expect(endOf(show(course('blink', 'turn-left'), [...begin, back, pause()]))).toBe('passed');
  });

  it('forgives once that left and right were mixed up', () => {
    const scenes = [rest(), making('turn-right'), pause(), making('turn-left'), pause(), making('blink'), pause()];

    expect(endOf(show(course('turn-left', 'blink'), scenes))).toBe('passed');
  });

  it('forgives a move that is shown twice', () => {
    const scenes = [rest(), making('turn-left'), pause(), making('turn-left'), pause(), making('look-up'), pause()];

    expect(endOf(show(course('turn-left', 'look-up'), scenes))).toBe('passed');
  });

  it('forgives small motions of any kind', () => {
    const fidgets = [making('turn-right', {}, 0.2), making('look-up', {}, 0.2), making('open-mouth', {}, 0.2)];
    const scenes = [rest(), ...fidgets, making('look-down'), pause(), making('turn-left'), pause()];

    expect(endOf(show(course('look-down', 'turn-left'), scenes))).toBe('passed');
  });

  describe('with something before the face', () => {
    const sunglasses = { cover: { eyes: 0.9 } };

    it('says so for three seconds: a beard or the light can look like it', () => {
      const steps = show(course('turn-left', 'open-mouth'), [still(5_000, sunglasses)]);
      const said = steps.map((step) => 'guidance' in step && step.guidance);

      expect(said.slice(0, 30)).toEqual(Array(30).fill('eyes-covered'));
      expect(said.slice(30)).toEqual(Array(20).fill('make-move'));
    });

    it('does not wait for it to go', () => {
      const scenes = [rest(sunglasses), making('turn-left', sunglasses), pause(sunglasses)];
      const steps = show(course('turn-left', 'open-mouth'), [...scenes, making('open-mouth', sunglasses)]);

      expect(endOf(steps)).toBe('passed');
    });

    it.each([
      { name: 'looks like another one', bare: { person: 'anna without', eye: 1 } },
      { name: 'has narrower eyes', bare: { person: 'anna', eye: 0.7 } },
    ])('looks anew at a face that takes it off and $name', ({ bare }) => {
      const blink = still(300, { ...bare, eye: 0.6 * bare.eye });
      const scenes = [rest(sunglasses), rest(bare), blink, pause(bare), making('turn-left', bare), pause(bare)];

      expect(endOf(show(course('blink', 'turn-left'), scenes))).toBe('passed');
    });

    it('names it as the reason when nothing comes of the course', () => {
      expect(endOf(show(course('turn-left', 'open-mouth'), [still(COURSE_MS + 200, sunglasses)]))).toBe('face-covered');
    });

    it('lets a hand pass, although the face behind it is not known again', () => {
      const hand = still(600, { cover: { mouth: 0.9 }, person: 'a hand' });
      const scenes = [rest(), hand, pause(), making('turn-left'), hand, pause(), making('look-up'), pause()];

      expect(endOf(show(course('turn-left', 'look-up'), scenes))).toBe('passed');
    });

    it('does not let another person step in behind it', () => {
      const bert = { person: 'bert' };
      const behind = still(600, { cover: { mouth: 0.9 }, ...bert });
      const scenes = [rest(), making('turn-left'), behind, pause(bert), making('look-up', bert), pause(bert)];

      expect(endOf(show(course('turn-left', 'look-up'), scenes))).toBe('face-changed');
    });
  });

  it('never counts a natural blink as a wrong move', () => {
    const scenes = [rest(), making('blink'), pause(), making('turn-left'), making('blink'), pause(), making('look-up')];

    expect(endOf(show(course('turn-left', 'look-up'), scenes))).toBe('passed');
  });
});

describe('what a login course wants to know of a frame', () => {
  const seen = (face = faceFacts()) => pictureFacts({ ...face, vector: vectorOf('anna') });

  it('hands back where the face was, and has the whole picture searched once a second', () => {
    const running = course('turn-left', 'blink');
    const first = running.wants(0);
    running.observe({ at: 0, facts: seen() });

    expect(first.region).toBeUndefined();
    expect(running.wants(100).region).toEqual(faceFacts().region);
    expect(running.wants(999).region).toEqual(faceFacts().region);
    expect(running.wants(1_000).region).toBeUndefined();
  });

  it('does not count a face found by its hint as a search', () => {
    const running = course('turn-left', 'blink');
    running.observe({ at: 0, facts: seen() });
    const hinted = faceFacts();
    Reflect.deleteProperty(hinted, 'confidence');
    running.observe({ at: 900, facts: seen(hinted) });

    expect(running.wants(1_000).region).toBeUndefined();
  });

  it.each([
    { name: 'no face', facts: pictureFacts() },
    { name: 'two faces', facts: pictureFacts(faceFacts({ at: [0.3, 0.5] }), faceFacts({ at: [0.7, 0.5] })) },
  ])('has the whole picture searched while there are $name', ({ facts }) => {
    const running = course('turn-left', 'blink');
    running.observe({ at: 0, facts });

    expect(running.wants(100).region).toBeUndefined();
  });

  it('wants whole vectors for the comparison while the person looks straight, half ones later', () => {
    const running = course('turn-left', 'look-up');
    const vectors = new Set<string>();
    expect(running.wants(0).vector).toBe('full');
    show(running, [rest()]);
    for (let at = 1_200; at < 2_200; at += 100) {
      const { vector } = running.wants(at);
      vectors.add(vector);
      const picture = vector === 'none' ? pictureFacts(faceFacts()) : seen();
      running.observe({ at, facts: { ...picture, brightness: at } });
    }

    expect(vectors).toEqual(new Set(['none', 'quick']));
  });

  it('has the eyes refined at rest and for the blink, and only when a blink will be asked', () => {
    const running = course('turn-left', 'blink');
    expect(running.wants(0).iris).toBe(true);
    show(running, [rest()]);
    expect(running.wants(1_200).iris).toBe(false);
    show(running, [making('turn-left')], { startedAt: 1_200 });
    expect(running.wants(2_400).iris).toBe(true);

    expect(course('turn-left', 'look-up').wants(0).iris).toBe(false);
  });
});

describe('a login course refuses', () => {
  const moves = ['turn-left', 'open-mouth'] as const;

  it('a frozen picture', () => {
    expect(endOf(show(course(...moves), [{ ...forever, isFrozen: true }]))).toBe('still-picture');
  });

  it('a cut from a frozen picture to the moving face of the same person', () => {
    const scenes = [{ ...still(1_000), isFrozen: true }, rest(), making('turn-left'), pause(), making('open-mouth')];

    expect(endOf(show(course(...moves), scenes))).toBe('still-picture');
  });

  it('a photo on a stand, with the noise of a camera', () => {
    expect(endOf(show(course(...moves), [forever, nobody(200)]))).toBe('still-picture');
  });

  it('a photo moved and tilted by hand', () => {
    const held = (share: number) => ({
      isFlat: true,
      left: 0.5 * Math.sin(40 * share),
      up: 0.4 * Math.sin(31 * share),
      at: [0.5 + 0.1 * Math.sin(25 * share), 0.5] as const,
    });

    expect(endOf(show(course(...moves), [{ forMs: COURSE_MS + 200, see: (share) => [held(share)] }]))).toBe(
      'flat-picture',
    );
  });

  it('a photo tilted so far that the mesh reads a turn: it shows no depth', () => {
    const tilted = { ...making('turn-left', { isFlat: true }, 1.6) };
    const scenes = Array.from({ length: 14 }, () => [tilted, pause({ isFlat: true })]).flat();
    const steps = show(course(...moves), [rest({ isFlat: true }), ...scenes]);

    expect(endOf(steps)).not.toBe('passed');
    expect(steps.every((step) => !('move' in step) || step.move === 'turn-left')).toBe(true);
  });

  it('the moves in another order', () => {
    const scenes = [rest(), making('open-mouth'), pause(), making('turn-left'), pause()];

    expect(endOf(show(course(...moves), scenes))).toBe('wrong-order');
  });

  it('the right moves after one that was not asked: a recording of many moves', () => {
    const scenes = [rest(), making('look-up'), pause(), making('turn-left'), pause(), making('open-mouth')];

    expect(endOf(show(course(...moves), scenes))).toBe('wrong-order');
  });

  it('left and right mixed up a second time', () => {
    const scenes = [rest(), making('turn-right'), pause(), making('turn-right'), pause(), making('turn-left')];

    expect(endOf(show(course(...moves), scenes))).toBe('wrong-order');
  });

  it('another person who takes over between the moves', () => {
    const bert = { person: 'bert' };
    const scenes = [rest(), making('turn-left'), pause(), pause(bert), making('open-mouth', bert), pause(bert)];

    expect(endOf(show(course(...moves), scenes))).toBe('face-changed');
  });

  it('another person who makes the last move only', () => {
    const scenes = [rest(), making('turn-left'), pause(), making('open-mouth', { person: 'bert' }), pause()];

    expect(endOf(show(course(...moves), scenes))).toBe('face-changed');
  });

  it('one who shows nothing in time', () => {
    const living = Array.from({ length: 10 }, () => [still(1_700), making('blink')]).flat();

    expect(endOf(show(course('turn-left', 'look-up'), living))).toBe('timeout');
  });

  it.each([
    { name: 'an empty room', reason: 'no-face', scene: nobody(COURSE_MS + 200) },
    {
      name: 'two people',
      reason: 'two-faces',
      scene: {
        forMs: COURSE_MS + 200,
        see: () => [{ at: [0.3, 0.5] as const }, { at: [0.7, 0.5] as const, person: 'bert' }],
      },
    },
    { name: 'a face in the dark', reason: 'too-dark', scene: still(COURSE_MS + 200, { brightness: 20 }) },
  ])('$name, and says so', ({ reason, scene }) => {
    expect(endOf(show(course(...moves), [scene]))).toBe(reason);
  });

  it('who is overdue when no more frames come', () => {
    const running = course(...moves);
    show(running, [rest(), making('blink')]);

    expect(running.tick(COURSE_MS - 1)).toBeUndefined();
    expect(running.tick(COURSE_MS)).toEqual({ state: 'failed', reason: 'timeout' });
  });
});

describe('the laws of a login course', () => {
  const move = fc.constantFrom(...MOVES);
  const scene = fc.oneof(
    move.map((shown) => making(shown)),
    move.map((shown) => making(shown, { isFlat: true })),
    move.map((shown) => making(shown, { person: 'bert' })),
    fc.integer({ min: 100, max: 1_500 }).map((ms) => still(ms)),
    fc.integer({ min: 100, max: 900 }).map(nobody),
  );
  const asked = fc.constantFrom(...pairs);
  const runs = { numRuns: 25 };

  it('progress never falls and stays within 0 and 1', () => {
    fc.assert(
      fc.property(asked, fc.array(scene, { maxLength: 12 }), (moves, scenes) => {
        const steps = show(course(...moves), [rest(), ...scenes]);
        const progress = steps.flatMap((step) => (step.state === 'running' ? [step.progress] : []));
        expect(progress.every((value, index) => value >= (progress[index - 1] ?? 0) && value <= 1)).toBe(true);
      }),
      runs,
    );
  });

  it('no course passes without the second move', () => {
    fc.assert(
      fc.property(asked, fc.array(scene, { maxLength: 10 }), (moves, scenes) => {
        const [, second] = moves;
        const without = scenes.filter(({ see }) => !see(0.5).some((options) => shows(options, second)));
        expect(endOf(show(course(...moves), [rest(), making(moves[0]), pause(), ...without]))).not.toBe('passed');
      }),
      runs,
    );
  });

  it('ends once: whatever comes later, the answer stays', () => {
    fc.assert(
      fc.property(asked, fc.array(scene, { maxLength: 12 }), (moves, scenes) => {
        const ended = course(...moves);
        show(ended, [rest(), ...scenes]);
        const end = ended.tick(COURSE_MS);
        expect(ended.observe({ at: COURSE_MS + 1, facts: pictureFacts(faceFacts()) })).toBe(end);
        expect(ended.tick(2 * COURSE_MS)).toBe(end);
      }),
      runs,
    );
  });

  function shows({ left = 0, up = 0, eye = 1, mouth = 0 }: ReturnType<Scene['see']>[number], shown: Move): boolean {
    const is: Record<Move, boolean> = {
      'turn-left': left > 0.1,
      'turn-right': left < -0.1,
      'look-up': up > 0.1,
      'look-down': up < -0.1,
      blink: eye < 0.7,
      'open-mouth': mouth > 0.4,
    };
    return is[shown];
  }
});
