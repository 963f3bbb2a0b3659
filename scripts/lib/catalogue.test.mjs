import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { load } from 'js-yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogueUrl, packCatalogue } from './catalogue.mjs';
import { findHelm } from './helm.mjs';
import { root } from './paths.mjs';

const run = promisify(execFile);
const url = 'https://charts.example.com/site';
const { name, version, rancher } = JSON.parse(readFileSync(path.join(root, 'pkg/face-auth/package.json'), 'utf8'));

describe('the packed catalogue', () => {
  const work = mkdtempSync(path.join(tmpdir(), 'face-auth-catalogue-test-'));
  const target = path.join(work, 'first');
  const extension = path.join(work, 'built');
  const at = (...names) => path.join(target, ...names);
  const index = () => load(readFileSync(at('index.yaml'), 'utf8')).entries;
  let helm;

  beforeAll(async () => {
    helm = await findHelm({ log: console.log });
    mkdirSync(path.join(extension, 'img'), { recursive: true });
    writeFileSync(path.join(extension, 'package.json'), JSON.stringify({ name, version }));
    writeFileSync(path.join(extension, `${name}-${version}.umd.min.js`), '// built');
    writeFileSync(path.join(extension, 'img', 'a.svg'), '<svg/>');
    await packCatalogue({ helm, url, target, extension });
  }, 600_000);
  afterAll(() => rmSync(work, { recursive: true }));

  it('names both charts with their address, digest and icon', () => {
    const entries = index();

    expect(Object.keys(entries).sort()).toEqual(['face-auth', name]);
    for (const [chart, [entry]] of Object.entries(entries)) {
      const file = `assets/${chart}/${chart}-${entry.version}.tgz`;
      expect(entry.urls).toEqual([`${url}/${file}`]);
      expect(entry.digest).toBe(
        createHash('sha256')
          .update(readFileSync(at(file)))
          .digest('hex'),
      );
      expect(entry.icon).toBe(`${url}/assets/icons/face-auth.svg`);
    }
  });

  it('marks the charts for the places of the dashboard that show them', () => {
    expect(index()['face-auth'][0].annotations['catalog.cattle.io/ui-component']).toBe('face-auth');
    expect(index()[name][0].annotations).toMatchObject({
      'catalog.cattle.io/ui-component': 'plugins',
      'catalog.cattle.io/namespace': 'cattle-ui-plugin-system',
      ...rancher.annotations,
    });
  });

  it("tells Rancher's server every file of the extension, package.json included", () => {
    const folder = at('extensions', name, version);
    const files = readFileSync(path.join(folder, 'files.txt'), 'utf8').trim().split('\n');

    expect(files).toEqual(['plugin/' + `${name}-${version}.umd.min.js`, 'plugin/img/a.svg', 'plugin/package.json']);
    for (const file of files) expect(() => readFileSync(path.join(folder, file))).not.toThrow();
  });

  it('installs a UIPlugin that points to those files', async () => {
    const { stdout } = await run(helm, ['template', 'x', at('assets', name, `${name}-${version}.tgz`)]);

    expect(load(stdout)).toMatchObject({
      kind: 'UIPlugin',
      metadata: { name },
      spec: {
        plugin: {
          name,
          version,
          endpoint: `${url}/extensions/${name}/${version}`,
          noCache: false,
          noAuth: false,
          metadata: rancher.annotations,
        },
      },
    });
  });

  it('holds the form and the texts that Rancher shows, and no tests', async () => {
    const { stdout } = await run('tar', [
      '-tzf',
      at('assets', 'face-auth', `face-auth-${index()['face-auth'][0].version}.tgz`),
    ]);
    const files = stdout.trim().split('\n');

    expect(files).toEqual(
      expect.arrayContaining(
        ['questions.yaml', 'app-readme.md', 'README.md', 'values.schema.json'].map((file) => `face-auth/${file}`),
      ),
    );
    expect(files).toContain('face-auth/templates/helm-test/pod.yaml');
    expect(files.filter((file) => /\/(tests|ci)\//.test(file))).toEqual([]);
  });

  it('is the same, byte for byte, when it is packed again', async () => {
    const again = path.join(work, 'again');
    await packCatalogue({ helm, url, target: again, extension });

    for (const [chart, [entry]] of Object.entries(index())) {
      const file = path.join('assets', chart, `${chart}-${entry.version}.tgz`);
      expect(readFileSync(path.join(again, file)).equals(readFileSync(at(file)))).toBe(true);
    }
  });

  it('holds only the service without a built extension', async () => {
    const service = path.join(work, 'service');
    await packCatalogue({ helm, url, target: service });

    expect(Object.keys(load(readFileSync(path.join(service, 'index.yaml'), 'utf8')).entries)).toEqual(['face-auth']);
  });

  it("says how to get the extension's chart when its source is installed as it is", async () => {
    await expect(run(helm, ['template', 'x', path.join(root, 'charts/face-auth-ui')])).rejects.toThrow(
      'install the chart that `npm run catalogue` packs',
    );
  });
});

describe('the address of the catalogue', () => {
  it('loses its slash', () => {
    expect(catalogueUrl('http://localhost:8879/')).toBe('http://localhost:8879');
  });

  it.each(['localhost:8879', 'ftp://a.example', 'charts', 'https://a.example/?x=1'])(
    'is refused when it is %s',
    (text) => {
      expect(() => catalogueUrl(text)).toThrow('must be the http or https address of the catalogue');
    },
  );
});
