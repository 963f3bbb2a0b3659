/** What helm said when it failed; a part of a sentence. */
export class HelmError extends Error {
  override readonly name = 'HelmError';
}

/** Helm's own words for it: the lines that are no warnings, without `Error: `. */
export function helmSaid(stderr: string): string {
  const lines = stderr.split('\n').map((line) => line.trim());
  return lines
    .filter((line) => line !== '' && !isWarning(line))
    .join(' ')
    .replace(/^Error: /, '');
}

export function isWarning(line: string): boolean {
  return line.trim() === '' || /^(WARNING|W\d{4}|I\d{4}|coalesce|walk\.go)\b/.test(line.trim());
}
