import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packCatalogue } from '../../scripts/lib/catalogue.mjs';
import { findHelm } from '../../scripts/lib/helm.mjs';
import { catalogueHandler } from '../../scripts/lib/serve-catalogue.mjs';

/** The catalogue, packed and served as a user would have it. */
export interface CatalogueServer {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Packs the service's chart, and with the folder of the built extension that too, and serves them on a free port:
 * for this machine only, or under its name `CATALOGUE_HOST` for a Rancher elsewhere.
 */
export async function startCatalogueServer(options: { extension?: string } = {}): Promise<CatalogueServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'face-auth-catalogue-'));
  const handle = catalogueHandler(folder);
  const server = createServer((request, response) => void handle(request, response));
  const host = process.env.CATALOGUE_HOST;
  await new Promise<void>((resolve) => server.listen(0, host === undefined ? '127.0.0.1' : '0.0.0.0', resolve));
  const url = `http://${host ?? '127.0.0.1'}:${(server.address() as AddressInfo).port}`;
  await packCatalogue({ helm: await findHelm(), url, target: folder, ...options });
  return {
    url,
    async close() {
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true });
    },
  };
}
