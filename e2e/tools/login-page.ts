import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect, type Locator, type Page, type Route } from '@playwright/test';
import type { LoginStarted } from '../../backend/src/gateway/api.ts';
import type { Move } from '../../backend/src/login/moves.ts';
import type { BrowserWithCamera } from './browser-with-camera.ts';
import type { Clip } from './clip.ts';
import { ARTEFACTS } from './folders.ts';

/** The pages of the service as a person uses them, the camera in the person's hand. */
export interface LoginPage {
  readonly page: Page;
  /** Opens an invitation, agrees, shows the face and waits until the enrolment is complete. */
  enrol(invitation: string, username: string | undefined, face: Clip): Promise<void>;
  /**
   * At the next login: what the camera shows is made once the server has drawn the moves and before the page hears of
   * them; the server's answer is passed on as it is.
   */
  prepareCamera(faceFor: (moves: readonly Move[]) => Clip | Promise<Clip>): Promise<void>;
  /** Types the user name and goes to the camera, which is prepared as above. */
  startLogin(username: string, faceFor: (moves: readonly Move[]) => Clip | Promise<Clip>): Promise<void>;
  expectGreeting(username: string): Promise<void>;
  /** Waits for the refusal and checks its reason and what the person reads. */
  expectRefusal(reason: string, title: string | RegExp): Promise<void>;
  logOut(): Promise<void>;
  byTestId(id: string): Locator;
  screenshot(name: string): Promise<void>;
}

/** A login takes 20 s at most, an enrolment 60 s. */
const LOGIN_LIMIT_MS = 40_000;
const ENROLMENT_LIMIT_MS = 75_000;

export function loginPage(page: Page, camera: Pick<BrowserWithCamera, 'show'>, url: string): LoginPage {
  const byTestId = (id: string): Locator => page.getByTestId(id);
  const screenshot = async (name: string): Promise<void> => {
    const folder = path.join(ARTEFACTS, 'pages');
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: path.join(folder, `${name}.png`) });
  };

  const prepareCamera: LoginPage['prepareCamera'] = async (faceFor) => {
    const answerLater = async (route: Route): Promise<void> => {
      const answer = await route.fetch();
      if (answer.ok()) camera.show(await faceFor(((await answer.json()) as LoginStarted).moves));
      await route.fulfill({ response: answer });
    };
    await page.route('**/api/v1/logins', answerLater, { times: 1 });
  };

  return {
    page,
    byTestId,
    screenshot,

    async enrol(invitation, username, face) {
      camera.show(face);
      await page.goto(invitation);
      await expect(byTestId('consent-text')).toBeVisible();
      if (username !== undefined) await byTestId('consent-username').fill(username);
      await byTestId('consent-accept').click();
      const end = byTestId('enrolled').or(byTestId('outcome')).or(byTestId('camera-problem'));
      await expect(end).toBeVisible({ timeout: ENROLMENT_LIMIT_MS });
      await expect(byTestId('enrolled'), await end.innerText()).toBeVisible();
    },

    prepareCamera,

    async startLogin(username, faceFor) {
      await prepareCamera(faceFor);
      await page.goto(url);
      await byTestId('username').fill(username);
      await byTestId('start').click();
    },

    async expectGreeting(username) {
      const refused = page.locator('[data-testid=outcome][data-outcome=rejected]');
      const end = byTestId('greeting').or(refused).or(byTestId('camera-problem'));
      await expect(end).toBeVisible({ timeout: LOGIN_LIMIT_MS });
      await expect(byTestId('greeting'), await end.innerText()).toContainText(username);
    },

    async expectRefusal(reason, title) {
      const end = byTestId('outcome').or(byTestId('camera-problem'));
      await expect(end).toBeVisible({ timeout: LOGIN_LIMIT_MS });
      await expect(end).toHaveAttribute('data-outcome', 'rejected');
      await expect(end).toHaveAttribute('data-reason', reason);
      await expect(end.getByRole('heading')).toHaveText(title);
      await expect(byTestId('retry')).toBeVisible();
    },

    async logOut() {
      await byTestId('logout').click();
      await expect(byTestId('username')).toBeVisible();
    },
  };
}
