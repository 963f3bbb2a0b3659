export type ConsentBlock =
  | { readonly kind: 'heading' | 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] };

/**
 * The consent text as blocks: parted by empty lines, `#` begins a heading, `- ` a list item, everything else is a
 * paragraph whose line ends are only where the file happens to break. Nothing of the text is left out.
 */
export function consentBlocks(text: string): readonly ConsentBlock[] {
  return text
    .split(/\r?\n\s*\n/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .flatMap(blocksOf);
}

function blocksOf(part: string): readonly ConsentBlock[] {
  const heading = /^#+ +(.+)$/m.exec(part);
  if (heading?.index === 0) {
    const rest = part.slice(heading[0].length).trim();
    return [{ kind: 'heading', text: heading[1] ?? '' }, ...(rest === '' ? [] : blocksOf(rest))];
  }
  const list = /^[-*] /m.exec(part);
  if (list === null) return [{ kind: 'paragraph', text: joinLines(part) }];

  const before = part.slice(0, list.index).trim();
  const items = part.slice(list.index).replace(/^[-*] /, '').split(/\n[-*] /);
  return [
    ...(before === '' ? [] : [{ kind: 'paragraph', text: joinLines(before) } as const]),
    { kind: 'list', items: items.map(joinLines) },
  ];
}

function joinLines(text: string): string {
  return text.trim().replace(/\s*\n\s*/g, ' ');
}
