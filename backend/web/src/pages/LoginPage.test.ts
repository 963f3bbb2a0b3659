import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answerWith } from '../test/answers.ts';
import { cameraAndSocket } from '../test/camera-socket.ts';
import { showLanguage } from '../texts/texts.ts';
import LoginPage from './LoginPage.vue';

enableAutoUnmount(afterEach);
beforeEach(() => {
  window.sessionStorage.clear();
  showLanguage('en');
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const STARTED = {
  status: 201,
  body: { id: 'l1', nonce: 'n', moves: ['blink', 'look-up'], startWithinMs: 60_000, courseMs: 20_000 },
};

async function logIn(username: string) {
  const page = mount(LoginPage, { attachTo: document.body });
  await page.get('[data-testid=username]').setValue(username);
  await page.get('form').trigger('submit');
  await flushPromises();
  return page;
}

describe('the login page', () => {
  it('asks for the user name before it asks the server', async () => {
    const asked = answerWith({});
    const page = await logIn('   ');

    expect(page.text()).toContain('Please type a user name.');
    expect(document.activeElement).toBe(page.get('[data-testid=username]').element);
    expect(asked).toEqual([]);
  });

  it('says that the server is away', async () => {
    answerWith({});

    expect((await logIn('erika')).text()).toContain('The service cannot be reached');
  });

  it('says how long to wait after too many failures, and asks no sooner', async () => {
    const asked = answerWith({
      'POST /api/v1/logins': { status: 429, body: { code: 'login-throttled', retryAfter: 90 } },
    });
    const page = await logIn('erika');
    await page.get('form').trigger('submit');
    await flushPromises();

    expect(page.text()).toContain('You can try again in 2 minutes.');
    expect(asked).toHaveLength(1);
  });

  it('says that the camera needs a secure page, and keeps the user name', async () => {
    answerWith({ 'POST /api/v1/logins': STARTED });
    vi.stubGlobal('isSecureContext', false);
    Object.defineProperty(navigator, 'mediaDevices', { value: undefined, configurable: true });
    const page = await logIn('erika');

    expect(page.get('[data-testid=camera-problem]').attributes('data-problem')).toBe('insecure');
    expect(mount(LoginPage).get<HTMLInputElement>('[data-testid=username]').element.value).toBe('erika');
  });

  it('tells who must keep the face covered of another way in', async () => {
    answerWith({ 'POST /api/v1/logins': STARTED });
    const { say } = cameraAndSocket();
    const page = await logIn('erika');
    say({ type: 'end', outcome: 'rejected', reason: 'face-covered' });
    await flushPromises();

    expect(page.get('[data-testid=outcome]').text()).toContain('ask an administrator for another way to log in');
  });

  it('speaks German at once when the language is switched', async () => {
    const page = mount(LoginPage);
    showLanguage('de');
    await flushPromises();

    expect(page.get('h1').text()).toBe('Anmelden');
    expect(document.documentElement.lang).toBe('de');
  });
});
