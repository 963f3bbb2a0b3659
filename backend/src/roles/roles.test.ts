import { rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import sharp from 'sharp';
import { WebSocket } from 'ws';
import { packagedFace, preparedModels } from '../face/testing.ts';
import type { EnrolmentStarted, ServerMessage } from '../gateway/api.ts';
import { frameOf } from '../gateway/testing.ts';
import { programFolder, startProgram, type Program } from '../testing.ts';
import { makeAuthority, mountSecret } from '../tls/testing.ts';

let folder: string;
let secrets: Awaited<ReturnType<typeof mountSecret>>[];
const programs: Program[] = [];
beforeEach(async () => {
  await preparedModels();
  folder = await programFolder();
  const authority = await makeAuthority();
  secrets = [await mountSecret(await authority.issue('localhost')), await mountSecret(await authority.issue())];
});
afterEach(async () => {
  for (const { child } of programs) child.kill('SIGKILL');
  await Promise.all(programs.splice(0).map(({ ended }) => ended));
  for (const secret of secrets) await secret.remove();
  await rm(folder, { recursive: true });
});

const start = (settings: Record<string, string>): Program => {
  const program = startProgram(folder, settings);
  programs.push(program);
  return program;
};

const tlsSettings = (index: 0 | 1): Record<string, string> => ({
  FACE_AUTH_TLS_CERT_FILE: secrets[index]?.certFile ?? '',
  FACE_AUTH_TLS_KEY_FILE: secrets[index]?.keyFile ?? '',
  FACE_AUTH_TLS_CA_FILE: secrets[index]?.caFile ?? '',
});

async function freePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return String(port);
}

/** The camera course of an enrolment: a picture in, the answer out. */
async function openCamera(
  url: string,
  invitation: string,
): Promise<(jpeg: Uint8Array) => Promise<ServerMessage | number>> {
  const post = (path: string, body: unknown, nonce = '') =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url, 'x-face-auth-nonce': nonce },
      body: JSON.stringify(body),
    });
  const token = new URL(invitation).hash.slice(1);
  const { id, nonce, consent } = (await (await post('/api/v1/enrolments', { token })).json()) as EnrolmentStarted;
  const { version, hash } = consent.en;
  await post(`/api/v1/enrolments/${id}/consent`, { username: 'anna', version, hash, language: 'en' }, nonce);
  const address = `${url.replace('http', 'ws')}/api/v1/enrolments/${id}/frames`;
  const socket = new WebSocket(address, ['face-auth.v1', nonce], { origin: url });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  let sequence = 0;
  return (jpeg) =>
    new Promise((resolve) => {
      socket.once('message', (text: Buffer) => {
        resolve(JSON.parse(text.toString()) as ServerMessage);
      });
      socket.once('close', resolve);
      socket.send(frameOf(sequence++, jpeg));
    });
}

describe('a gateway and an inference server', { timeout: 120_000 }, () => {
  it('judge pictures together, whichever comes first, over mutual TLS', async () => {
    const [port, gatewayPort] = [await freePort(), await freePort()];
    const url = `http://localhost:${gatewayPort}`;
    const gateway = start({
      ...tlsSettings(1),
      FACE_AUTH_ROLE: 'gateway',
      FACE_AUTH_PORT: gatewayPort,
      FACE_AUTH_INFERENCE_URL: `https://localhost:${port}`,
    });
    await gateway.said('Waiting for an inference server behind localhost');
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect((await fetch(`${url}/readyz`)).status).toBe(503);

    const role = { ...tlsSettings(0), FACE_AUTH_ROLE: 'inference', FACE_AUTH_PORT: port, FACE_AUTH_HEALTH_PORT: '0' };
    const inference = start(role);
    const health = `http://127.0.0.1:${(await inference.said('Health: port ')).slice('Health: port '.length)}`;
    expect((await fetch(`${health}/readyz`)).status).toBe(200);
    expect((await fetch(`${health}/v1/faces`, { method: 'POST' })).status).toBe(404);
    await gateway.said('Ready: ');
    expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ ready: true });

    const invitation = (await gateway.said('Invitation for the first admin: ')).split(': ')[1] ?? '';
    const show = await openCamera(url, invitation);
    const wall = await sharp({ create: { width: 320, height: 240, channels: 3, background: '#7a8088' } })
      .jpeg()
      .toBuffer();
    expect(await show(wall)).toMatchObject({ type: 'guidance', guidance: 'no-face' });
    expect(await show(await packagedFace('person-a-1'))).toMatchObject({
      type: 'guidance',
      guidance: expect.not.stringMatching('no-face') as string,
    });

    // Another server in its place, as after a crash.
    inference.child.kill('SIGKILL');
    await inference.ended;
    const second = start(role);
    await second.said('Ready: ');
    expect(await show(wall)).toMatchObject({ type: 'guidance', guidance: 'no-face' });

    gateway.child.kill('SIGTERM');
    second.child.kill('SIGTERM');
    expect(await gateway.ended).toMatchObject({ code: 0, err: '' });
    expect(await second.ended).toMatchObject({ code: 0, err: '' });
  });
});
