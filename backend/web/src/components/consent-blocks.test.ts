import { describe, expect, it } from 'vitest';
import { consentBlocks } from './consent-blocks.ts';

describe('consentBlocks', () => {
  it('takes the first line of a part for its heading when it does not end like a sentence', () => {
    expect(consentBlocks('Title\n\nWhy\nTo check.\nOnly that.\n\nA part without a heading.')).toEqual([
      { kind: 'heading', text: 'Title' },
      { kind: 'heading', text: 'Why' },
      { kind: 'paragraph', text: 'To check.' },
      { kind: 'paragraph', text: 'Only that.' },
      { kind: 'paragraph', text: 'A part without a heading.' },
    ]);
  });

  const texts = import.meta.glob<string>('../../../consent/*.txt', { query: '?raw', import: 'default', eager: true });
  it.each(Object.entries(texts))('shows every word of %s', (_file, text) => {
    const words = (all: string) => all.split(/\s+/).filter((word) => word !== '');
    const shown = consentBlocks(text).map((block) => block.text);

    expect(words(shown.join(' '))).toEqual(words(text));
  });
});
