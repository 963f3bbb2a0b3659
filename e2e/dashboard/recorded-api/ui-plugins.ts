import path from 'node:path';
import type { Catalogue } from './catalogue.ts';
import { plain, type Answer, type JsonObject } from './resource.ts';

const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** `/v1/uiplugins`: our extension as Rancher serves it once its UIPlugin is cached and ready. */
export class UiPlugins {
  readonly name: string;
  readonly version: string;
  readonly #files: Map<string, Buffer>;
  readonly #metadata: JsonObject;

  constructor(catalogue: Catalogue, name: string) {
    const entry = catalogue.entry(name);
    if (!entry)
      throw new Error(`The catalogue has no chart ${name}: run \`npm run build:extension\` and \`npm run catalogue\`.`);
    this.name = name;
    this.version = entry.version;
    this.#files = catalogue.extensionFiles(name, entry.version);
    this.#metadata = (entry['annotations'] ?? {}) as JsonObject;
  }

  /** As text, with the two capital names: so it was measured on Rancher v2.15.0. */
  index(): Answer {
    const { name, version } = this;
    const endpoint = `https://charts.example.com/extensions/${name}/${version}`;
    const entry = { name, version, endpoint, metadata: this.#metadata, CacheState: 'cached', Ready: true };
    return plain(JSON.stringify({ entries: { [name]: entry } }));
  }

  file(name: string, version: string, file: string): Answer {
    if (name !== this.name || version !== this.version) {
      return plain(`plugin [name: ${name} version: ${version}] does not exist in index\n`, 404);
    }
    const body = this.#files.get(file);
    if (!body) return plain('404 page not found\n', 404);
    return { status: 200, type: TYPES[path.extname(file)] ?? 'application/octet-stream', body };
  }
}
