import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { currentPath } from '../location.ts';
import { answerWith } from '../test/answers.ts';
import { showLanguage } from '../texts/texts.ts';
import WelcomePage from './WelcomePage.vue';

const session = (role: string) => ({
  status: 200,
  body: { username: 'erika', role, expiresAt: Date.now() + 3_600_000 },
});

enableAutoUnmount(afterEach);
beforeEach(() => {
  window.history.replaceState(null, '', '/welcome');
  showLanguage('en');
});
afterEach(() => {
  vi.unstubAllGlobals();
});

async function open() {
  const page = mount(WelcomePage, { attachTo: document.body });
  await flushPromises();
  return page;
}

describe('the welcome page', () => {
  it('leads to the login without a session', async () => {
    answerWith({ 'GET /api/v1/session': { status: 401, body: { code: 'not-logged-in' } } });
    await open();

    expect(currentPath.value).toBe('/');
  });

  it('does not take a server that is away for a session that has ended', async () => {
    answerWith({});
    const page = await open();

    expect(page.text()).toContain('cannot be reached');
    expect(page.find('[data-testid=retry]').exists()).toBe(true);
  });

  it('greets a user, without the admin’s invitations', async () => {
    answerWith({ 'GET /api/v1/session': session('user') });
    const page = await open();

    expect(page.get('[data-testid=greeting]').text()).toBe('Hello, erika');
    expect(page.find('[data-testid=invite-create]').exists()).toBe(false);
  });

  it('gives an admin the link of a new invitation', async () => {
    const asked = answerWith({
      'GET /api/v1/session': session('admin'),
      'POST /api/v1/invitations': { status: 201, body: { url: 'http://x/enrol#t', expiresAt: Date.now() } },
    });
    const page = await open();
    await page.get('[data-testid=invite-username]').setValue(' max ');
    await page.get('form').trigger('submit');
    await flushPromises();

    expect(asked.at(-1)?.body).toEqual({ username: 'max', role: 'user' });
    expect(page.get<HTMLInputElement>('[data-testid=invite-link]').element.value).toBe('http://x/enrol#t');
  });

  it('tells an admin who must set up the face login again, and invites them with one click', async () => {
    answerWith({
      'GET /api/v1/session': session('admin'),
      'GET /api/v1/outdated-enrolments': {
        status: 200,
        body: {
          people: [
            { username: 'max', role: 'user' },
            { username: 'zoe', role: 'admin' },
          ],
        },
      },
    });
    const page = await open();
    expect(page.get('[data-testid=outdated]').text()).toContain('Who must set up the face login again');

    await page.get('[aria-label="Invite zoe again"]').trigger('click');
    expect(page.get<HTMLInputElement>('[data-testid=invite-username]').element.value).toBe('zoe');
    expect(page.get<HTMLSelectElement>('[data-testid=invite-role]').element.value).toBe('admin');
    expect(document.activeElement).toBe(page.get('[data-testid=invite-username]').element);
  });

  it('says nothing of it when nobody must', async () => {
    answerWith({
      'GET /api/v1/session': session('admin'),
      'GET /api/v1/outdated-enrolments': { status: 200, body: { people: [] } },
    });

    expect((await open()).find('[data-testid=outdated]').exists()).toBe(false);
  });

  it('erases only after the confirmation, and says so', async () => {
    const asked = answerWith({ 'GET /api/v1/session': session('user'), 'DELETE /api/v1/account': { status: 204 } });
    const page = await open();
    await page.get('[data-testid=withdraw]').trigger('click');
    expect(asked.map(({ method }) => method)).toEqual(['GET']);

    await page.get('[data-testid=withdraw-confirm]').trigger('click');
    await flushPromises();
    expect(page.text()).toContain('Your data is erased');
  });
});
