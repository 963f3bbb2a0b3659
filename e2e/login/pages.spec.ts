import { expect, test, type Page } from '@playwright/test';
import { manInCap12, manInCap13, type RecordedPerson } from '../camera/recorded-person.ts';
import { startBrowserWithCamera, type CameraOptions } from '../tools/browser-with-camera.ts';
import { loginPage, type LoginPage } from '../tools/login-page.ts';
import { freePort, startServer, type Server } from '../tools/server.ts';
import { startScene, type Scene } from './scene.ts';

test.describe('the camera', () => {
  let man: RecordedPerson;
  test.beforeAll(async () => {
    test.setTimeout(180_000);
    man = await manInCap12();
  });

  /** Tries to log in at an address with a camera in some state. */
  const tryLogin = async (
    url: string,
    options: CameraOptions,
    look: (visitor: LoginPage) => Promise<void>,
  ): Promise<void> => {
    const browser = await startBrowserWithCamera(options);
    try {
      const page = await browser.newPage({ viewport: { width: 412, height: 840 }, locale: 'en-GB' });
      const visitor = loginPage(page, browser, url);
      browser.show(man.frozen());
      await page.goto(url);
      await visitor.byTestId('username').fill('karl');
      await visitor.byTestId('start').click();
      await look(visitor);
    } finally {
      await browser.close();
    }
  };
  const withServer = async (use: (server: Server) => Promise<void>, settings = {}): Promise<void> => {
    const server = await startServer({ settings });
    try {
      await use(server);
    } finally {
      await server.stop();
    }
  };

  test('that was refused is told, with what to do in this browser', () =>
    withServer((server) =>
      tryLogin(server.url, { camera: 'blocked' }, async (visitor) => {
        const problem = visitor.byTestId('camera-problem');
        await expect(problem).toHaveAttribute('data-problem', 'blocked');
        await expect(problem.getByRole('heading')).toHaveText('The camera is blocked for this page');
        await expect(problem).toContainText('Click the icon to the left of the page’s address');
        await visitor.screenshot('camera-blocked');
      }),
    ));

  test('that is not there is told', () =>
    withServer((server) =>
      tryLogin(server.url, { camera: 'missing' }, async (visitor) => {
        const problem = visitor.byTestId('camera-problem');
        await expect(problem).toHaveAttribute('data-problem', 'missing');
        await expect(problem.getByRole('heading')).toHaveText('No camera was found');
        await visitor.screenshot('camera-missing');
      }),
    ));

  test('is not asked for on a page without https, and the person reads why', async () => {
    const host = 'face-auth.test';
    const port = await freePort();
    await withServer(
      (server) =>
        tryLogin(
          `http://${host}:${new URL(server.url).port}`,
          { args: [`--host-resolver-rules=MAP ${host} 127.0.0.1`] },
          async (visitor) => {
            const problem = visitor.byTestId('camera-problem');
            await expect(problem).toHaveAttribute('data-problem', 'insecure');
            await expect(problem.getByRole('heading')).toHaveText('The connection to this page is not secure');
            await visitor.screenshot('camera-insecure');
          },
        ),
      { FACE_AUTH_PORT: String(port), FACE_AUTH_PUBLIC_URL: `http://${host}:${port}` },
    );
  });
});

test.describe('the pages', () => {
  let scene: Scene;
  let man: RecordedPerson;

  test.beforeAll(async () => {
    test.setTimeout(240_000);
    man = await manInCap12();
    const earlier = await manInCap13();
    scene = await startScene({ admin: 'karl', face: earlier.atRest(), faceFor: man.clip, moves: man.moves });
  });
  test.afterAll(() => scene?.end());

  test('speak German to a German browser, and English when asked', async () => {
    const visitor = await scene.visit({ locale: 'de-DE' });
    await visitor.page.goto(scene.server.url);
    await expect(visitor.page.locator('html')).toHaveAttribute('lang', 'de');
    await expect(visitor.page.getByLabel('Benutzername')).toBeVisible();
    await visitor.screenshot('login-german');

    await visitor.byTestId('language').click();
    await expect(visitor.page.getByLabel('User name')).toBeVisible();
    await visitor.page.reload();
    await expect(visitor.page.getByLabel('User name')).toBeVisible();
  });

  test('guide a German to the end of a login', async () => {
    const visitor = await scene.visit({ locale: 'de-DE', colorScheme: 'dark' });
    await visitor.startLogin('karl', man.clip);
    await expect(visitor.byTestId('move')).toHaveText(/^(Drehen|Drehe|Heben|Hebe|Senken|Senke|Öffnen|Öffne)/);
    await visitor.screenshot('login-camera-german-dark');
    await visitor.expectGreeting('karl');
    await visitor.screenshot('greeting-german-dark');
  });

  test('can be walked through by keyboard alone, from the user name to the log-out', async () => {
    const visitor = await scene.visit();
    const { page } = visitor;
    await visitor.prepareCamera(man.clip);
    await page.goto(scene.server.url);
    await expect(visitor.byTestId('username')).toBeFocused();
    await page.keyboard.type('karl');
    await page.keyboard.press('Enter');
    await visitor.expectGreeting('karl');

    await tabTo(page, 'logout');
    await page.keyboard.press('Enter');
    await expect(visitor.byTestId('username')).toBeFocused();
  });

  test('say what is said in the picture also in a live region', async () => {
    const visitor = await scene.visit();
    await visitor.startLogin('karl', man.clip);
    const move = visitor.byTestId('move');
    await expect(move).toBeVisible();
    const sentence = await move.innerText();
    await expect(visitor.page.locator('[aria-live=polite]').filter({ hasText: sentence })).toBeAttached();
    await visitor.expectGreeting('karl');
  });

  test('let an admin invite a second person, who enrols and is no admin', async () => {
    const admin = await scene.visit();
    await admin.startLogin('karl', man.clip);
    await admin.expectGreeting('karl');
    await admin.byTestId('invite-username').fill('berta');
    await admin.byTestId('invite-create').click();
    const link = await admin.byTestId('invite-link').inputValue();
    expect(link).toMatch(new RegExp(`^${scene.server.url}/enrol#\\S{20,}$`));
    await admin.screenshot('invitation');

    const berta = await scene.visit();
    await berta.enrol(link, undefined, man.atRest());
    await berta.screenshot('enrolled');
    await berta.startLogin('berta', man.clip);
    await berta.expectGreeting('berta');
    await expect(berta.byTestId('invite-create')).toBeHidden();

    await berta.page.goto(link);
    await expect(berta.page.getByRole('heading')).toHaveText('This invitation cannot be used');
    await berta.screenshot('invitation-used');
  });

  test('erase a person who withdraws the consent', async () => {
    const invited = await scene.visit();
    await invited.enrol(await scene.invite('carla'), undefined, man.atRest());
    await invited.startLogin('carla', man.clip);
    await invited.expectGreeting('carla');
    await invited.byTestId('withdraw').click();
    await invited.screenshot('withdraw');
    await invited.byTestId('withdraw-confirm').click();
    await expect(invited.byTestId('withdrawn')).toBeVisible();

    await invited.startLogin('carla', man.clip);
    await invited.expectRefusal('not-recognised', 'We could not confirm that this is you');
  });
});

/** Presses Tab until the element has the focus, as a person without a mouse would. */
async function tabTo(page: Page, testId: string): Promise<void> {
  const element = page.getByTestId(testId);
  for (let presses = 0; presses < 20; presses++) {
    if (await element.evaluate((node) => node === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  await expect(element).toBeFocused();
}
