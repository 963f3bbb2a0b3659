import { readFile } from 'node:fs/promises';
import path from 'node:path';

const TYPES = {
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.tgz': 'application/gzip',
  '.txt': 'text/plain; charset=utf-8',
  '.yaml': 'application/yaml',
};

/** What belongs to a catalogue; everything else in the folder, `data/` with its key above all, is nobody's business. */
const BELONGS = /^\/(index\.yaml|(assets|extensions)\/.+)$/;

/**
 * The file below the folder that a request's path names, or `undefined` when it is not part of the catalogue.
 * @param {string} folder
 * @param {string} url the request's path, as it comes
 */
export function catalogueFile(folder, url) {
  let wanted;
  try {
    wanted = path.posix.normalize(decodeURIComponent(new URL(url, 'http://catalogue').pathname));
  } catch {
    return undefined; // not a path at all
  }
  return BELONGS.test(wanted) ? path.join(folder, wanted) : undefined;
}

/** Answers requests with the files of a catalogue. @param {string} folder */
export function catalogueHandler(folder) {
  return async (request, response) => {
    const file = catalogueFile(folder, request.url ?? '/');
    try {
      if (file === undefined) throw new Error('not part of the catalogue');
      const content = await readFile(file);
      response.setHeader('content-type', TYPES[path.extname(file)] ?? 'application/octet-stream');
      response.end(content);
    } catch {
      response.writeHead(404).end();
    }
  };
}
