import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import path from 'node:path';

const PAGE = path.resolve(import.meta.dirname, '../../docs/benchmarks.md');

/** The parts of docs/benchmarks.md in their order, and the command that makes each. */
const PARTS = {
  service: { title: 'The service', command: 'npm run bench' },
  engine: { title: 'The face engine', command: 'npm run bench:engine' },
  placement: { title: 'The planner', command: 'npm run bench:placement' },
} as const;

export type Part = keyof typeof PARTS;

const HEAD = `# Measured figures

Each part is made by the command that it names, on the machine that it names; none is edited by hand. Other work may run beside
a measurement: compare figures of one run only.
`;

/** Writes one part of docs/benchmarks.md anew and leaves the others as they are. */
export function writePart(part: Part, text: string): void {
  writeFileSync(PAGE, withPart(existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : '', part, text));
}

/** The page with one part exchanged. @param text Markdown, without the heading. */
export function withPart(page: string, part: Part, text: string): string {
  const names = Object.keys(PARTS) as Part[];
  const parts = names.map((name) => (name === part ? written(name, text) : found(page, name)));
  return [HEAD, ...parts.filter((written) => written !== '')].join('\n');
}

function written(part: Part, text: string): string {
  const { title, command } = PARTS[part];
  return `${start(part)}\n\n## ${title}\n\nMade by \`${command}\`. ${machine()}\n\n${text.trim()}\n\n${end(part)}\n`;
}

function found(page: string, part: Part): string {
  const from = page.indexOf(start(part));
  const to = page.indexOf(end(part));
  return from === -1 || to === -1 ? '' : `${page.slice(from, to)}${end(part)}\n`;
}

const start = (part: Part): string => `<!-- ${part} -->`;
const end = (part: Part): string => `<!-- end of ${part} -->`;

/** What the figures were measured on, one sentence. Times are of little worth when many others wanted the cores. */
function machine(): string {
  const processor = cpus()[0]?.model ?? 'unknown processor';
  const memoryGb = Math.round(totalmem() / 2 ** 30);
  const date = new Date().toISOString().slice(0, 10);
  const cores = availableParallelism();
  const load = loadavg()[2]?.toFixed(0);
  return `Machine: ${processor}, ${cores} cores, ${memoryGb} GB, Node ${process.version}, ${date}; ${load} threads wanted the ${cores} cores in the last quarter of an hour, those of the measurement among them.`;
}
