import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { load } from 'js-yaml';
import { json, plain, type Answer, type JsonObject } from './resource.ts';

interface IndexEntry extends JsonObject {
  name: string;
  version: string;
  urls: string[];
}

const BLOCK = 512;

/** The files of a `.tgz` by path. */
function untar(archive: Buffer): Map<string, Buffer> {
  const tar = gunzipSync(archive);
  const files = new Map<string, Buffer>();
  const text = (from: number, length: number) => tar.toString('utf8', from, from + length).split('\0')[0] ?? '';
  for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0;) {
    const size = parseInt(text(at + 124, 12), 8);
    const folder = text(at + 345, 155);
    files.set(`${folder ? `${folder}/` : ''}${text(at, 100)}`, tar.subarray(at + BLOCK, at + BLOCK + size));
    at += BLOCK * (1 + Math.ceil(size / BLOCK));
  }
  return files;
}

/** The tree that `npm run catalogue` makes, as Rancher reads it: a Helm repository, and the extension's files. */
export class Catalogue {
  readonly #root: string;
  readonly #entries: Record<string, IndexEntry[]>;

  /** @param root the folder with `index.yaml`, `assets/` and `extensions/` */
  constructor(root: string) {
    const index = path.join(root, 'index.yaml');
    if (!existsSync(index))
      throw new Error(`There is no ${index}: run \`npm run build:extension\` and \`npm run catalogue\` first.`);
    this.#root = root;
    this.#entries = (load(readFileSync(index, 'utf8')) as { entries: Record<string, IndexEntry[]> }).entries;
  }

  /** `undefined`: no such chart, or not in that version. Without a version the first one. */
  entry(chart: string, version?: string): IndexEntry | undefined {
    return this.#entries[chart]?.find((one) => version === undefined || one.version === version);
  }

  /** `?link=index`: each `urls` and `icon` leads back to Rancher. */
  index(self: string): Answer {
    const link = ({ name, version }: IndexEntry, what: string) =>
      `${self}?chartName=${name}&link=${what}&version=${version}`;
    const entries = Object.fromEntries(
      Object.entries(this.#entries).map(([name, versions]) => [
        name,
        versions.map((entry) => ({ ...entry, urls: [link(entry, 'chart')], icon: link(entry, 'icon') })),
      ]),
    );
    return json({ apiVersion: 'v1', entries });
  }

  /** `?link=info`: what the Apps page shows and fills its form with. */
  info(chart: string, version?: string): Answer | undefined {
    const file = this.#archive(chart, version);
    if (!file) return undefined;
    const files = untar(readFileSync(file));
    const text = (name: string) => files.get(`${chart}/${name}`)?.toString() ?? '';
    return json({
      chart: load(text('Chart.yaml')),
      values: load(text('values.yaml')) ?? {},
      readme: text('README.md'),
      appReadme: text('app-readme.md'),
      'app-readme': text('app-readme.md'),
      questions: load(text('questions.yaml')) ?? undefined,
    });
  }

  icon(chart: string): Answer {
    const icon = this.entry(chart)?.['icon'];
    const file = path.join(this.#root, 'assets', 'icons', typeof icon === 'string' ? path.basename(icon) : '');
    return icon && existsSync(file)
      ? { status: 200, type: 'image/svg+xml', body: readFileSync(file) }
      : plain('no icon', 404);
  }

  /** The files of an extension's version: only those that `files.txt` names, as Rancher caches them. */
  extensionFiles(name: string, version: string): Map<string, Buffer> {
    const folder = path.join(this.#root, 'extensions', name, version);
    if (!existsSync(path.join(folder, 'plugin', 'package.json')))
      throw new Error(`Rancher would not cache ${name}: no plugin/package.json`);
    const names = readFileSync(path.join(folder, 'files.txt'), 'utf8').split(/\s+/).filter(Boolean);
    return new Map(names.map((file) => [file, readFileSync(path.join(folder, file))]));
  }

  #archive(chart: string, version?: string): string | undefined {
    const entry = this.entry(chart, version);
    const name = entry?.urls[0]?.split('/').at(-1);
    return name && path.join(this.#root, 'assets', chart, name);
  }
}
