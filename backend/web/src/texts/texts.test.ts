import { describe, expect, it } from 'vitest';
import { ERRORS } from '../../../src/errors.ts';
import { GUIDANCE, REJECT_REASONS } from '../../../src/login/course.ts';
import { MOVES } from '../../../src/login/moves.ts';
import { BROWSERS } from '../camera/browser.ts';
import { CAMERA_PROBLEMS } from '../camera/camera-problem.ts';
import { fillIn, languageFor, TEXTS } from './texts.ts';

const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();

describe('texts', () => {
  it('has the same keys in English and German, in the same order', () => {
    expect(Object.keys(TEXTS.de)).toEqual(Object.keys(TEXTS.en));
  });

  it.each(Object.entries(TEXTS))('leaves no text of %s empty', (_language, texts) => {
    expect(Object.entries(texts).filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('keeps the same values to fill in across the languages', () => {
    for (const [key, text] of Object.entries(TEXTS.en)) {
      expect(placeholders(TEXTS.de[key as keyof typeof TEXTS.en]), key).toEqual(placeholders(text));
    }
  });

  it.each(GUIDANCE)('has words for the guidance %s', (code) => {
    expect(TEXTS.en).toHaveProperty([`guidance.${code}`]);
  });

  it.each(MOVES)('has words for the move %s', (move) => {
    expect(TEXTS.en).toHaveProperty([`move.${move}`]);
  });

  it.each(REJECT_REASONS)('says for the reason %s what happened and what to do', (reason) => {
    expect(TEXTS.en).toHaveProperty([`reject.${reason}`]);
    expect(TEXTS.en).toHaveProperty([`reject.${reason}.help`]);
  });

  it.each(CAMERA_PROBLEMS)('says for the camera problem %s what is wrong and what to do', (problem) => {
    expect(TEXTS.en).toHaveProperty([`camera.${problem}`]);
    const helps =
      problem === 'blocked' ? BROWSERS.map((browser) => `camera.blocked.${browser}`) : [`camera.${problem}.help`];
    for (const help of helps) expect(TEXTS.en).toHaveProperty([help]);
  });

  // Codes of status 500 are for operators: start-up and trouble inside, one text for all of them.
  const forPeople = Object.entries(ERRORS).filter(([, { status }]) => status !== 500);
  it.each(forPeople)('has words for the error %s', (code) => {
    expect(TEXTS.en).toHaveProperty([`error.${code}`]);
  });
});

describe('languageFor', () => {
  it.each([
    { name: 'takes the first wish it speaks', wishes: ['fr', 'de-AT', 'en'], language: 'de' },
    { name: 'falls back to English', wishes: ['fr'], language: 'en' },
    { name: 'passes over what was never stored', wishes: [null, 'de'], language: 'de' },
    { name: 'does not take another language that begins alike', wishes: ['den', 'enm'], language: 'en' },
  ])('$name', ({ wishes, language }) => {
    expect(languageFor(wishes)).toBe(language);
  });
});

describe('fillIn', () => {
  it('puts the value in its place', () => {
    expect(fillIn('Hello, {username}', { username: 'Erika' })).toBe('Hello, Erika');
  });

  it('does not fill in what a value happens to contain', () => {
    expect(fillIn('{username} {time}', { username: '{time}', time: 'noon' })).toBe('{time} noon');
  });

  it('leaves a name without a value to be seen', () => {
    expect(fillIn('until {time}', {})).toBe('until {time}');
  });
});
