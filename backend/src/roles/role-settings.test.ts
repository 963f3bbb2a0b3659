import { describe, expect, it } from 'vitest';
import { readConfig } from '../config.ts';
import { isThisMachine } from './role-settings.ts';

const TLS = {
  FACE_AUTH_TLS_CERT_FILE: '/run/tls/tls.crt',
  FACE_AUTH_TLS_KEY_FILE: '/run/tls/tls.key',
  FACE_AUTH_TLS_CA_FILE: '/run/tls/ca.crt',
};
const GATEWAY = { FACE_AUTH_ROLE: 'gateway', FACE_AUTH_INFERENCE_URL: 'https://inference.example.com:8443/' };
const INFERENCE = { FACE_AUTH_ROLE: 'inference', FACE_AUTH_HOST: '0.0.0.0' };

describe('the settings of the roles', () => {
  it('are those of all in one process unless told otherwise', () => {
    expect(readConfig({})).toMatchObject({ role: 'all', inferenceUrl: undefined, tls: undefined });
  });

  it('name the inference servers and the files of the gateway', () => {
    expect(readConfig({ ...GATEWAY, ...TLS })).toMatchObject({
      role: 'gateway',
      inferenceUrl: 'https://inference.example.com:8443',
      tls: { certFile: '/run/tls/tls.crt', keyFile: '/run/tls/tls.key', caFile: '/run/tls/ca.crt' },
    });
  });

  it.each([
    ['an inference server on all addresses with TLS', { ...INFERENCE, ...TLS, FACE_AUTH_HEALTH_PORT: '8081' }],
    ['an inference server on this machine without', { FACE_AUTH_ROLE: 'inference' }],
    ['a gateway with plain HTTP to this machine', { ...GATEWAY, FACE_AUTH_INFERENCE_URL: 'http://[::1]:8081' }],
  ])('allow %s', (_, env) => {
    expect(() => readConfig(env)).not.toThrow();
  });

  it.each([
    ['FACE_AUTH_INFERENCE_URL must be set', { FACE_AUTH_ROLE: 'gateway', ...TLS }],
    ['FACE_AUTH_INFERENCE_URL is https: it needs FACE_AUTH_TLS_CERT_FILE, ', GATEWAY],
    [
      'FACE_AUTH_INFERENCE_URL is "http://inference.example.com": pictures go to other machines by https only',
      { ...GATEWAY, FACE_AUTH_INFERENCE_URL: 'http://inference.example.com' },
    ],
    [
      'FACE_AUTH_INFERENCE_URL is http: with FACE_AUTH_TLS_CERT_FILE, ',
      { ...GATEWAY, ...TLS, FACE_AUTH_INFERENCE_URL: 'http://127.0.0.1:8081' },
    ],
    [
      'FACE_AUTH_INFERENCE_URL is "https://a.example/v1" but must be ',
      { ...GATEWAY, ...TLS, FACE_AUTH_INFERENCE_URL: 'https://a.example/v1' },
    ],
    [
      'FACE_AUTH_TLS_KEY_FILE and FACE_AUTH_TLS_CA_FILE must be set too',
      { ...INFERENCE, FACE_AUTH_TLS_CERT_FILE: '/run/tls/tls.crt' },
    ],
    ['FACE_AUTH_HOST is "0.0.0.0": to be reached from other machines the role inference needs ', INFERENCE],
    [
      'FACE_AUTH_INFERENCE_URL is for the role gateway; the role inference judges',
      { ...INFERENCE, ...TLS, FACE_AUTH_INFERENCE_URL: 'https://inference.example.com' },
    ],
    [
      'FACE_AUTH_INFERENCE_URL is for the role gateway; the role all judges',
      { FACE_AUTH_INFERENCE_URL: 'http://127.0.0.1:8081' },
    ],
    ['FACE_AUTH_TLS_CERT_FILE, FACE_AUTH_TLS_KEY_FILE and FACE_AUTH_TLS_CA_FILE are for the roles gateway and', TLS],
    ['FACE_AUTH_HEALTH_PORT is for the role inference', { ...GATEWAY, ...TLS, FACE_AUTH_HEALTH_PORT: '8081' }],
    ['FACE_AUTH_ROLE is "gatewy" but must be all, gateway or inference', { FACE_AUTH_ROLE: 'gatewy' }],
  ])('are refused with "%s…"', (sentence, env) => {
    const detail = { hint: expect.stringContaining(sentence) as string };
    expect(() => readConfig(env)).toThrow(expect.objectContaining({ code: 'setting-invalid', detail }) as Error);
  });
});

describe('an address of this machine', () => {
  it.each(['localhost', '127.0.0.1', '127.8.9.10', '::1', '[::1]'])('is %s', (host) => {
    expect(isThisMachine(host)).toBe(true);
  });
  it.each(['0.0.0.0', '::', '10.0.0.1', 'localhost.example.com', '128.0.0.1', ''])('is not %j', (host) => {
    expect(isThisMachine(host)).toBe(false);
  });
});
