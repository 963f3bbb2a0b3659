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

/** Enrolled with one photo, logging in with another: these people's two photos are clear and front on. */
const PEOPLE = ['Jennifer_Aniston', 'Michael_Powell', 'Jiang_Zemin'] as const;
const [ADMIN, OTHER] = PEOPLE;

/** Faces of the larger set beside the repository, moved by its tool: all six moves, and attacks. */
test.describe('people of the larger set', () => {
  test.skip(!hasRenderedPeople(), 'the larger set is not beside this clone');
  let scene: Scene;

  test.beforeAll(async () => {
    test.setTimeout(180_000);
    scene = await startScene({
      admin: ADMIN,
      face: await renderedAtRest(photo(ADMIN, 0)),
      faceFor: (moves) => renderedClip(photo(ADMIN, 1), moves),
    });
  });
  test.afterAll(() => scene.end());

  for (const person of PEOPLE) {
    test(`${person} logs in with the moves that were asked`, async () => {
      if (person !== ADMIN) {
        const invitation = await scene.invite(person);
        const invited = await scene.visit();
        await invited.enrol(invitation, undefined, await renderedAtRest(photo(person, 0)));
      }
      const visitor = await scene.visit();
      await visitor.startLogin(person, (moves) => renderedClip(photo(person, 1), moves));
      await visitor.expectGreeting(person);
    });
  }

  const refusals: readonly { name: string; reasons: RegExp; camera: (moves: readonly Move[]) => Promise<Clip> }[] = [
    {
      name: 'another person who makes the moves',
      reasons: /^not-recognised$/,
      camera: (moves) => renderedClip(photo(OTHER, 1), moves),
    },
    {
      name: 'the right person with the moves in another order',
      reasons: /^wrong-order$/,
      camera: (moves) => renderedClip(photo(ADMIN, 1), moves.toReversed()),
    },
    { name: 'a still photo', reasons: /^still-picture$/, camera: () => renderedFrozen(photo(ADMIN, 1)) },
    {
      name: 'a photo on paper, moved by hand',
      reasons: /^(flat-picture|timeout|wrong-order)$/,
      camera: (moves) => attackClip('print', photo(ADMIN, 1), moves),
    },
    {
      name: 'a bent photo',
      reasons: /^(flat-picture|timeout|wrong-order)$/,
      camera: (moves) => attackClip('bent', photo(ADMIN, 1), moves),
    },
    {
      name: 'a photo on a screen',
      reasons: /^(flat-picture|timeout|wrong-order)$/,
      camera: (moves) => attackClip('screen', photo(ADMIN, 1), moves),
    },
  ];
  for (const { name, reasons, camera } of refusals) {
    test(`refuses ${name}`, async () => {
      const began = Date.now();
      const visitor = await scene.visit();
      await visitor.startLogin(ADMIN, camera);
      const outcome = visitor.byTestId('outcome');
      await expect(outcome).toHaveAttribute('data-reason', reasons, { timeout: 40_000 });
      await expect(outcome).toHaveAttribute('data-outcome', 'rejected');

      const records = (await scene.audit()).filter(({ at, event }) => at >= began && event === 'login.rejected');
      expect(records).toHaveLength(1);
      expect(records[0]?.reason).toMatch(reasons);
    });
  }
});
