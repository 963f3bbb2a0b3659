import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import jsyaml from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { TLS_SOURCES, FALSE_MATCH_RATES, MOVES } from './wizard/settings.ts';

const folder = import.meta.dirname;
const read = (file: string) => readFileSync(path.join(folder, file), 'utf8');
const load = (file: string) => (jsyaml as unknown as { load(text: string): Record<string, unknown> }).load(read(file));

/** `a.b.c` -> text. */
function texts(tree: Record<string, unknown>, prefix = ''): Map<string, string> {
  return new Map(Object.entries(tree).flatMap(([key, value]) => (
    typeof value === 'object' && value !== null ? [...texts(value as Record<string, unknown>, `${ prefix }${ key }.`)] : [[`${ prefix }${ key }`, String(value)] as const]
  )));
}

const english = texts(load('l10n/en-us.yaml'));
const sources = ['components', 'pages', 'chart', '.'].flatMap((place) => readdirSync(path.join(folder, place)).filter((file) => /\.(vue|ts)$/.test(file) && !file.endsWith('.test.ts')).map((file) => path.join(place, file)));
const used = [...new Set(sources.flatMap((file) => [...read(file).matchAll(/['`](faceAuth\.[\w.-]*(?:\$\{[^}]*\}[\w.-]*)*)['`]/g)].map((match) => match[1] ?? '')))];

describe('the texts', () => {
  it('are there for every key that is used', () => {
    const missing = used.filter((key) => ![...english.keys()].some((text) => new RegExp(`^${ key.replaceAll('.', '\\.').replace(/\$\{[^}]*\}/g, '[\\w.-]+') }$`).test(text)));

    expect(missing).toEqual([]);
  });

  it('are all used', () => {
    const patterns = used.map((key) => new RegExp(`^${ key.replaceAll('.', '\\.').replace(/\$\{[^}]*\}/g, '[\\w.-]+') }$`));

    expect([...english.keys()].filter((text) => text.startsWith('faceAuth.') && !patterns.some((pattern) => pattern.test(text)))).toEqual([]);
  });

  it('name every choice', () => {
    for (const key of [...TLS_SOURCES.map((each) => `tlsSource.options.${ each }`), ...FALSE_MATCH_RATES.map((each) => `falseMatchRate.options.${ each }`), ...MOVES.map((each) => `moves.options.${ each }`)]) {
      expect(english.has(`faceAuth.settings.${ key }`), key).toBe(true);
    }
  });

  it('name every word of a plan', () => {
    const words = [
      ...['fits', 'adaptable', 'unknown', 'unfit', 'installed'].map((each) => `wizard.standing.${ each }`),
      ...['pass', 'fail', 'unknown'].map((each) => `explanation.states.${ each }`),
      ...['request', 'cluster'].map((each) => `explanation.by.${ each }`),
    ];

    expect(words.filter((word) => !english.has(`faceAuth.${ word }`))).toEqual([]);
  });
});
