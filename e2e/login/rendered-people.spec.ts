import { expect, test } from '@playwright/test';
import type { Move } from '../../backend/src/login/moves.ts';
import {
  attackClip,
  hasRenderedPeople,
  photo,
  renderedAtRest,
  renderedClip,
  renderedFrozen,
} from '../camera/rendered-person.ts';
import type { Clip } from '../tools/clip.ts';
import { startScene, type Scene } from './scene.ts';

interface Person {
  readonly name: string;
  /** The photo to enrol with and the one to log in with, both clear and front on. */
  readonly enrolled: number;
  readonly shown: number;
}

const ADMIN: Person = { name: 'Jennifer_Aniston', enrolled: 0, shown: 3 };
const OTHER: Person = { name: 'Michael_Powell', enrolled: 0, shown: 4 };

const enrolledPhoto = ({ name, enrolled }: Person): string => photo(name, enrolled);
const shownPhoto = ({ name, shown }: Person): string => photo(name, shown);

/** Faces of the larger set beside the repository, moved by its tool: all six moves, and attacks. */
test.describe('people of the larger set', () => {
  test.skip(!hasRenderedPeople(), 'the larger set is not beside this clone');
  let scene: Scene;

  test.beforeAll(async () => {
    test.setTimeout(180_000);
    scene = await startScene({
      admin: ADMIN.name,
      face: await renderedAtRest(enrolledPhoto(ADMIN)),
      faceFor: (moves) => renderedClip(shownPhoto(ADMIN), moves),
    });
  });
  test.afterAll(() => scene?.end());

  for (const person of [ADMIN, OTHER]) {
    test(`${person.name} logs in with the moves that were asked`, async () => {
      if (person !== ADMIN) {
        const invitation = await scene.invite(person.name);
        const invited = await scene.visit();
        await invited.enrol(invitation, undefined, await renderedAtRest(enrolledPhoto(person)));
      }
      const visitor = await scene.visit();
      await visitor.startLogin(person.name, (moves) => renderedClip(shownPhoto(person), moves));
      await visitor.expectGreeting(person.name);
    });
  }

  const refusals: readonly { name: string; reasons: RegExp; camera: (moves: readonly Move[]) => Promise<Clip> }[] = [
    {
      name: 'another person who makes the moves',
      reasons: /^not-recognised$/,
      camera: (moves) => renderedClip(shownPhoto(OTHER), moves),
    },
    {
      // Nobody can help blinking: a blink before its time is no wrong move, it is missing later.
      name: 'the right person with the moves in another order',
      reasons: /^(wrong-order|timeout)$/,
      camera: (moves) => renderedClip(shownPhoto(ADMIN), moves.toReversed()),
    },
    { name: 'a still photo', reasons: /^still-picture$/, camera: () => renderedFrozen(shownPhoto(ADMIN)) },
    {
      name: 'a photo on paper, moved by hand',
      reasons: /^(flat-picture|timeout|wrong-order)$/,
      camera: (moves) => attackClip('print', shownPhoto(ADMIN), moves),
    },
    {
      name: 'a bent photo',
      reasons: /^(flat-picture|timeout|wrong-order)$/,
      camera: (moves) => attackClip('bent', shownPhoto(ADMIN), moves),
    },
    {
      name: 'a photo on a screen',
      reasons: /^(flat-picture|timeout|wrong-order)$/,
      camera: (moves) => attackClip('screen', shownPhoto(ADMIN), moves),
    },
  ];
  for (const { name, reasons, camera } of refusals) {
    test(`refuses ${name}`, async () => {
      const began = Date.now();
      const visitor = await scene.visit();
      await visitor.startLogin(ADMIN.name, camera);
      const outcome = visitor.byTestId('outcome');
      await expect(outcome).toHaveAttribute('data-reason', reasons, { timeout: 40_000 });
      await expect(outcome).toHaveAttribute('data-outcome', 'rejected');

      const records = (await scene.audit()).filter(({ at, event }) => at >= began && event === 'login.rejected');
      expect(records).toHaveLength(1);
      expect(records[0]?.reason).toMatch(reasons);
    });
  }
});
