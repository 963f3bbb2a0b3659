import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { Catalogue } from './catalogue.ts';
import { RecordedRancher } from './recorded-rancher.ts';
import type { JsonObject } from './resource.ts';
import { UiPlugins } from './ui-plugins.ts';

const BROWSER = { cookie: 'CSRF=secret' };
const CLUSTER = '/k8s/clusters/c-m-edge-one/v1';
const ACTION = `${CLUSTER}/catalog.cattle.io.clusterrepos/charts?action=install`;
const INSTALL = {
  charts: [{ chartName: 'face-auth', version: '1.2.3', releaseName: 'face-auth', values: { hostname: 'login.test' } }],
  namespace: 'face-auth',
};

/** A catalogue with one version of each chart, as small as can be. */
function makeCatalogue(root: string): void {
  const entry = (name: string) => `  ${name}: [{ name: ${name}, version: 1.2.3, urls: [assets/${name}-1.2.3.tgz] }]\n`;
  writeFileSync(path.join(root, 'index.yaml'), `entries:\n${entry('face-auth')}${entry('face-auth-ui')}`);
  const plugin = path.join(root, 'extensions/face-auth-ui/1.2.3/plugin');
  mkdirSync(plugin, { recursive: true });
  writeFileSync(path.join(plugin, 'package.json'), '{}');
  writeFileSync(path.join(plugin, 'forgotten.js'), '');
  writeFileSync(path.join(plugin, '../files.txt'), 'plugin/package.json\n');
}

describe('the server of recorded answers', () => {
  let rancher: RecordedRancher;
  let root: string;

  const get = (place: string, headers = {}) => fetch(`${rancher.url}${place}`, { headers });
  const post = (place: string, body: unknown, headers = {}) =>
    fetch(`${rancher.url}${place}`, { method: 'POST', body: JSON.stringify(body), headers });
  const list = async (place: string) => (await (await get(place)).json()) as { count?: number; data: JsonObject[] };

  /** A socket and all that it got; `seen` waits for a message. */
  function open(place: string, protocol?: string) {
    const socket = new WebSocket(`${rancher.url.replace('http', 'ws')}${place}`, protocol ? [protocol] : []);
    const messages: string[] = [];
    socket.on('message', (data) => messages.push((data as Buffer).toString()));
    const seen = (part: string) =>
      expect.poll(() => messages.find((one) => one.includes(part)), { timeout: 3000 }).toBeDefined();
    return { socket, messages, seen, opened: new Promise((resolve) => socket.once('open', resolve)) };
  }

  beforeEach(async () => {
    root = mkdtempSync(path.join(tmpdir(), 'face-auth-catalogue-'));
    makeCatalogue(root);
    const catalogue = new Catalogue(root);
    const plugins = new UiPlugins(catalogue, 'face-auth-ui');
    const clusters = { 'edge-one': {}, lost: { reach: 'lost' }, refusing: { reach: 'refuses' } } as const;
    rancher = await RecordedRancher.start({ dashboard: root, catalogue, plugins, clusters, paceMs: 5 });
    await post(`${CLUSTER}/catalog.cattle.io.clusterrepos`, {
      metadata: { name: 'charts' },
      spec: { url: 'https://x.test' },
    });
  });

  afterEach(async () => {
    await rancher.close();
    rmSync(root, { recursive: true });
  });

  it('refuses a change from a browser without the token of its cookie', async () => {
    const refused = await post(ACTION, INSTALL, BROWSER);

    expect(refused.status).toBe(422);
    expect(await refused.json()).toMatchObject({ code: 'InvalidCSRFToken' });
    expect((await post(ACTION, INSTALL, { ...BROWSER, 'x-api-csrf': 'secret' })).status).toBe(201);
  });

  it('ends every watch without an error when helm runs, and misses no event for who watches again', async () => {
    const { socket, messages, seen, opened } = open(`${CLUSTER}/subscribe`);
    await opened;
    const before = rancher.cluster('edge-one').store.revision;
    socket.send(JSON.stringify({ resourceType: 'apps.deployment' }));
    await seen('resource.start');

    await post(ACTION, INSTALL);
    await seen('resource.stop');
    expect(messages.some((one) => one.includes('resource.error'))).toBe(false);
    socket.send(JSON.stringify({ resourceType: 'apps.deployment', resourceVersion: before }));

    await seen('MinimumReplicasAvailable');
  });

  it('gives an operation its log link only when its pod runs', async () => {
    const answer = (await (await post(ACTION, INSTALL)).json()) as JsonObject;
    const place = `${CLUSTER}/catalog.cattle.io.operations/face-auth/${String(answer['operationName'])}`;
    const links = async () => ((await (await get(place)).json()) as { links: JsonObject }).links;

    expect(await links()).not.toHaveProperty('logs');
    await expect.poll(links).toHaveProperty('logs');
  });

  it('says why helm failed only in its log', async () => {
    rancher.cluster('edge-one').helm.outcome = { ready: true, failure: 'Error: the hostname is taken' };
    const answer = (await (await post(ACTION, INSTALL)).json()) as JsonObject;
    const place = `${CLUSTER}/catalog.cattle.io.operations/face-auth/${String(answer['operationName'])}`;
    await expect.poll(async () => (await get(place)).text()).toContain('exit code: 123');

    const { messages, socket } = open(`${place}/logs?follow=true`, 'base64.binary.k8s.io');
    await new Promise((resolve) => socket.once('close', resolve));
    const log = messages.map((one) => Buffer.from(one, 'base64').toString());

    expect(await (await get(place)).text()).not.toContain('hostname');
    expect(log[0]).toBe('');
    expect(log.at(-1)).toMatch(/^\S+Z Error: the hostname is taken\n$/);
  });

  it('serves only the files of the extension that files.txt names', async () => {
    const place = '/v1/uiplugins/face-auth-ui/1.2.3/plugin';

    expect((await get(`${place}/package.json`)).status).toBe(200);
    expect((await get(`${place}/forgotten.js`)).status).toBe(404);
    expect((await get('/v1/uiplugins')).headers.get('content-type')).toContain('text/plain');
  });

  it('answers an unknown chart version with an error that names it', async () => {
    const charts = [{ ...INSTALL.charts[0], version: '9.9.9' }];
    const answer = await post(ACTION, { ...INSTALL, charts });

    expect(answer.status).toBe(500);
    expect(await answer.text()).toContain('no chart version found for face-auth-9.9.9');
  });

  it('ignores labelSelector and leaves out a count of 0', async () => {
    expect((await list(`${CLUSTER}/pods?labelSelector=k8s-app=none`)).count).toBeGreaterThan(0);
    expect(await list(`${CLUSTER}/pods?filter=metadata.labels[k8s-app]=none`)).not.toHaveProperty('count');
    expect((await list(`${CLUSTER}/pods?filter=metadata.labels[k8s-app]=kube-dns`)).count).toBe(1);
  });

  it('answers with text for a lost cluster, and with an empty 401 to who may not enter', async () => {
    const lost = await get('/k8s/clusters/c-m-lost/v1/nodes');
    const refused = await get('/k8s/clusters/c-m-refusing/v1/nodes');

    expect([lost.status, lost.headers.get('content-type')]).toEqual([500, 'text/plain; charset=utf-8']);
    expect(await lost.text()).toContain('lost connection to cluster');
    expect([refused.status, await refused.text()]).toEqual([401, '']);
  });

  it('passes lists of the cluster’s own API server on, as that gives them', async () => {
    const pods = (await (await get('/k8s/clusters/c-m-edge-one/api/v1/pods?limit=500')).json()) as JsonObject;
    const apps = await get('/k8s/clusters/c-m-edge-one/apis/catalog.cattle.io/v1/apps');
    const groups = (await (await get('/k8s/clusters/c-m-edge-one/apis')).json()) as { groups: { name: string }[] };

    expect(pods).toMatchObject({ kind: 'PodList', apiVersion: 'v1' });
    expect((pods['items'] as JsonObject[])[0]).not.toHaveProperty('type');
    expect(await apps.json()).toMatchObject({ kind: 'AppList', apiVersion: 'catalog.cattle.io/v1', items: [] });
    expect(groups.groups.map(({ name }) => name)).toContain('networking.k8s.io');
    expect((await get('/k8s/clusters/c-m-edge-one/apis/cert-manager.io/v1/issuers')).status).toBe(404);
  });

  it('lets a user without rights know the groups of a cluster, and none of its objects', async () => {
    const refused = await get('/k8s/clusters/c-m-refusing/api/v1/nodes');

    expect((await get('/k8s/clusters/c-m-refusing/apis')).status).toBe(200);
    expect([refused.status, await refused.json()]).toMatchObject([403, { kind: 'Status', reason: 'Forbidden' }]);
    expect((await get('/k8s/clusters/c-m-lost/api/v1/nodes')).status).toBe(500);
  });
});
