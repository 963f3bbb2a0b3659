import { expect, test } from '@playwright/test';
import type { Move } from '../../backend/src/login/moves.ts';
import type { AuditRecord } from '../../backend/src/store/audit-chain.ts';
import { manInCap12, manInCap13, otherMan, type RecordedPerson } from '../camera/recorded-person.ts';
import { darkened, emptyRoom, sideBySide } from '../camera/staged-pictures.ts';
import type { Clip } from '../tools/clip.ts';
import { startScene, type Scene } from './scene.ts';

const rejected = (reason: string): Pick<AuditRecord, 'event' | 'outcome' | 'reason'> => ({
  event: 'login.rejected',
  outcome: 'failure',
  reason,
});

/**
 * A real person before a real camera, from the videos of an npm package: enrolled with one recording, he logs in with
 * the other, taken on another day.
 */
test.describe('a real person', () => {
  let scene: Scene;
  let man: RecordedPerson;
  let stranger: RecordedPerson;

  test.beforeAll(async () => {
    test.setTimeout(240_000); // the first run decodes the videos
    man = await manInCap12();
    stranger = await otherMan();
    const earlier = await manInCap13();
    scene = await startScene({ admin: 'karl', face: earlier.atRest(), faceFor: man.clip, moves: man.moves });
  });
  test.afterAll(() => scene?.end());

  /** The records of logins that ended since then. */
  const loginsSince = async (time: number): Promise<Pick<AuditRecord, 'event' | 'outcome' | 'reason'>[]> =>
    (await scene.audit())
      .filter(({ at, event }) => at >= time && event.startsWith('login.'))
      .map(({ event, outcome, reason }) => ({ event, outcome, reason }));

  test('logs in with the moves that were asked, is greeted, and logs out', async () => {
    const began = Date.now();
    const visitor = await scene.visit();
    await visitor.startLogin('karl', man.clip);
    await expect(visitor.byTestId('move')).toBeVisible();
    await visitor.screenshot('login-camera');
    await visitor.expectGreeting('karl');
    await visitor.screenshot('greeting');
    expect(await loginsSince(began)).toContainEqual({ event: 'login.accepted', outcome: 'success', reason: undefined });

    const context = visitor.page.context();
    expect(await context.cookies()).toMatchObject([
      { name: 'session', httpOnly: true, sameSite: 'Lax', secure: false, path: '/' },
    ]);

    await visitor.logOut();
    const session = await context.request.get(`${scene.server.url}/api/v1/session`);
    expect(session.status()).toBe(401);
    expect(await context.cookies()).toEqual([]);
  });

  test('is not somebody else, although he makes the moves', async () => {
    const invitation = await scene.invite('franz');
    const invited = await scene.visit();
    await invited.enrol(invitation, undefined, stranger.atRest());

    const began = Date.now();
    const visitor = await scene.visit();
    await visitor.startLogin('franz', man.clip);
    await visitor.expectRefusal('not-recognised', 'We could not confirm that this is you');
    await visitor.screenshot('refused-not-recognised');
    expect(await loginsSince(began)).toContainEqual(rejected('not-recognised'));
  });

  test('goes through the same course with a user name that nobody has, and is not recognised', async () => {
    const began = Date.now();
    const visitor = await scene.visit();
    await visitor.startLogin('nobody', man.clip);
    await expect(visitor.byTestId('move')).toBeVisible();
    await visitor.expectRefusal('not-recognised', 'We could not confirm that this is you');
    expect(await loginsSince(began)).toContainEqual(rejected('not-recognised'));
  });

  test('is refused when the moves come in another order', async () => {
    const began = Date.now();
    let reason = '';
    const visitor = await scene.visit();
    await visitor.startLogin('karl', (moves) => {
      // His turns and nods are casual, so that only an open mouth in place of another move is clearly the wrong one.
      const [first] = moves;
      reason = first === 'open-mouth' ? 'timeout' : 'wrong-order';
      return man.clip(first === 'open-mouth' ? ['look-down', 'turn-right'] : ['open-mouth', ...moves]);
    });
    await expect(visitor.byTestId('outcome')).toBeVisible({ timeout: 40_000 });
    await visitor.expectRefusal(reason, reason === 'timeout' ? 'The time ran out' : 'The moves came in another order');
    await visitor.screenshot(`refused-${reason}`);
    expect(await loginsSince(began)).toContainEqual(rejected(reason));
  });

  const refusals: readonly {
    name: string;
    reason: string;
    title: string;
    camera: (moves: readonly Move[]) => Clip | Promise<Clip>;
  }[] = [
    {
      name: 'a frozen picture of the right person',
      reason: 'still-picture',
      title: 'The picture did not move',
      camera: () => man.frozen(),
    },
    {
      name: 'the right person who makes no move',
      reason: 'timeout',
      title: 'The time ran out',
      camera: () => man.atRest(),
    },
    {
      name: 'another person who talks and makes no move',
      reason: 'timeout',
      title: 'The time ran out',
      camera: () => stranger.atRest(),
    },
    {
      name: 'an empty room',
      reason: 'no-face',
      title: 'We could not see your face',
      camera: () => emptyRoom(),
    },
    {
      name: 'two people in the picture',
      reason: 'two-faces',
      title: 'There was more than one face in the picture',
      camera: () => sideBySide(man.atRest(), stranger.atRest(), 1.4),
    },
    {
      name: 'the right person in the dark',
      reason: 'too-dark',
      title: 'It was too dark',
      camera: (moves) => darkened(man.clip(moves)),
    },
  ];
  for (const { name, reason, title, camera } of refusals) {
    test(`refuses ${name}, says why and keeps a record`, async () => {
      const began = Date.now();
      const visitor = await scene.visit();
      await visitor.startLogin('karl', camera);
      await visitor.expectRefusal(reason, title);
      await visitor.screenshot(`refused-${reason}`);
      expect(await loginsSince(began)).toContainEqual(rejected(reason));
    });
  }
});

test.describe('the same person the other way round', () => {
  let scene: Scene;
  let man: RecordedPerson;

  test.beforeAll(async () => {
    test.setTimeout(240_000);
    man = await manInCap13();
    const later = await manInCap12();
    scene = await startScene({ admin: 'karl', face: later.atRest(), faceFor: man.clip, moves: man.moves });
  });
  test.afterAll(() => scene?.end());

  test('logs in with a blink, a turn to the left or an open mouth', async () => {
    const visitor = await scene.visit();
    await visitor.startLogin('karl', man.clip);
    await visitor.expectGreeting('karl');
  });
});
