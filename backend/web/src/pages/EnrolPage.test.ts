import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answerWith } from '../test/answers.ts';
import { showLanguage } from '../texts/texts.ts';
import EnrolPage from './EnrolPage.vue';

const consent = {
  en: { version: '1', hash: 'hash-en', text: 'Why\nTo check.' },
  de: { version: '1', hash: 'hash-de', text: 'Wozu\nZum Prüfen.' },
};
const started = (more = {}) => ({ status: 201, body: { id: 'e1', nonce: 'n', role: 'user', consent, ...more } });

enableAutoUnmount(afterEach);
beforeEach(() => {
  window.history.replaceState(null, '', '/enrol#token');
  showLanguage('en');
});
afterEach(() => {
  vi.unstubAllGlobals();
});

async function open() {
  const page = mount(EnrolPage, { attachTo: document.body });
  await flushPromises();
  return page;
}

describe('the enrolment page', () => {
  it('says that a link without its token is incomplete', async () => {
    window.history.replaceState(null, '', '/enrol');
    const asked = answerWith({});

    expect((await open()).text()).toContain('The link is incomplete');
    expect(asked).toEqual([]);
  });

  it('says what to do with a used invitation, and offers no second try', async () => {
    answerWith({ 'POST /api/v1/enrolments': { status: 410, body: { code: 'invitation-invalid' } } });
    const page = await open();

    expect(page.text()).toContain('Ask whoever sent it for a new one');
    expect(page.find('[data-testid=retry]').exists()).toBe(false);
  });

  it('sends the version, hash and language of the text that is shown', async () => {
    const asked = answerWith({
      'POST /api/v1/enrolments': started({ username: 'erika' }),
      'POST /api/v1/enrolments/e1/consent': { status: 204 },
    });
    const page = await open();
    showLanguage('de');
    await flushPromises();
    expect(page.get('[data-testid=consent-text]').text()).toContain('Zum Prüfen.');

    await page.get('form').trigger('submit');
    await flushPromises();

    expect(asked.at(-1)?.body).toEqual({ version: '1', hash: 'hash-de', language: 'de' });
  });

  it('asks for a user name only when the invitation names none', async () => {
    const asked = answerWith({
      'POST /api/v1/enrolments': started(),
      'POST /api/v1/enrolments/e1/consent': { status: 409, body: { code: 'username-taken' } },
    });
    const page = await open();
    await page.get('[data-testid=consent-username]').setValue('a b');
    await page.get('form').trigger('submit');
    expect(page.text()).toContain('no spaces');

    await page.get('[data-testid=consent-username]').setValue('erika');
    await page.get('form').trigger('submit');
    await flushPromises();

    expect(asked.at(-1)?.body).toMatchObject({ username: 'erika' });
    expect(page.text()).toContain('This user name is taken');
  });

  it('opens the invitation again when the reading took longer than the server waits', async () => {
    const asked = answerWith({
      'POST /api/v1/enrolments': started({ username: 'erika' }),
      'POST /api/v1/enrolments/e1/consent': { status: 404, body: { code: 'enrolment-unknown' } },
    });
    const page = await open();
    await page.get('form').trigger('submit');
    await flushPromises();

    expect(asked.map(({ path }) => path.split('/').at(-1))).toEqual(['enrolments', 'consent', 'enrolments', 'consent']);
    expect(page.text()).toContain('Open the link from your invitation again');
  });
});
