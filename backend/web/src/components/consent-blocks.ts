export interface ConsentBlock {
  readonly kind: 'heading' | 'paragraph';
  readonly text: string;
}

/**
 * The consent text for the eye: every line is a paragraph, but one that begins a part (after an empty line) and does
 * not end like a sentence is its heading. Nothing of the text is left out or changed.
 */
export function consentBlocks(text: string): readonly ConsentBlock[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  return lines.flatMap((line, index) => {
    if (line === '') return [];
    const beginsPart = index === 0 || lines[index - 1] === '';
    return [{ kind: beginsPart && !/[.!?:;,)]$/.test(line) ? 'heading' : 'paragraph', text: line }];
  });
}
