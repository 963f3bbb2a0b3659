import Ajv from 'ajv';
import { describe, expect, it } from 'vitest';
import chartSchema from '../../../charts/face-auth/values.schema.json' with { type: 'json' };
import { candidatesOf } from '../candidate.ts';
import type { PlacementRequestInput } from '../request/placement-request.ts';
import { MIB, placementRequest, plannerInput } from '../testing.ts';
import { chartValues, variantName } from './chart-values.ts';

const candidate = (spec: Partial<PlacementRequestInput['spec']>) => {
  const [only] = candidatesOf(plannerInput({ request: placementRequest(spec) }));
  if (only === undefined) throw new Error('no candidate');
  return only;
};
const values = (spec: Partial<PlacementRequestInput['spec']>) => chartValues(candidate(spec));

const app = { labelSelector: { matchLabels: { app: 'shop' } }, topologyKey: 'kubernetes.io/hostname' };

describe('chartValues', () => {
  it('sets nothing that the chart has by itself', () => {
    expect(values({})).toEqual({});
  });

  it.each<{ name: string; spec: Partial<PlacementRequestInput['spec']>; expected: unknown }>([
    {
      name: 'the ingress class',
      spec: { exposure: { className: 'nginx' } },
      expected: { ingress: { className: 'nginx' } },
    },
    {
      name: 'the secret of the certificate',
      spec: { tls: { source: 'secret', secretName: 'login-tls' } },
      expected: { tls: { source: 'secret', secretName: 'login-tls' } },
    },
    {
      name: 'the issuer of the certificate',
      spec: { tls: { source: 'cert-manager', issuer: { name: 'internal' } } },
      expected: { tls: { source: 'cert-manager', issuer: { name: 'internal', kind: 'ClusterIssuer' } } },
    },
    {
      name: 'where data is kept',
      spec: { store: { storageClass: 'fast', size: '5Gi' } },
      expected: { persistence: { storageClass: 'fast', size: '5Gi' } },
    },
    {
      name: 'a claim that is there',
      spec: { store: { existingClaim: 'login' } },
      expected: { persistence: { existingClaim: 'login' } },
    },
    {
      name: 'which nodes are meant',
      spec: {
        constraints: {
          nodeSelector: { disk: 'ssd' },
          tolerations: [{ key: 'dedicated', operator: 'Exists' }],
          nodeAffinity: [{ matchExpressions: [{ key: 'zone', operator: 'Exists' }] }],
          podAffinity: [app],
        },
      },
      expected: {
        nodeSelector: { disk: 'ssd' },
        tolerations: [{ key: 'dedicated', operator: 'Exists' }],
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [{ matchExpressions: [{ key: 'zone', operator: 'Exists' }] }],
            },
          },
          podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [app] },
        },
      },
    },
    {
      name: 'further values over its own',
      spec: { store: { size: '5Gi' }, values: { login: { falseMatchRate: '1e-5' }, trustedProxies: ['10.0.0.0/8'] } },
      expected: { persistence: { size: '5Gi' }, login: { falseMatchRate: '1e-5' }, trustedProxies: ['10.0.0.0/8'] },
    },
  ])('says $name', ({ spec, expected }) => {
    expect(values(spec)).toEqual(expected);
  });

  it('keeps the pods of several replicas on different nodes, as they were packed', () => {
    const several = candidate({ availability: { replicas: 2 }, store: { kind: 'mongodb-external' } });

    expect(chartValues(several)).toMatchObject({
      replicas: several.sizing.replicas,
      affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: several.pod.podAntiAffinity } },
    });
    expect(several.pod.podAntiAffinity).toHaveLength(1);
  });

  it('requests what the load needs, and limits memory to twice of it', () => {
    const busy = candidate({ load: { loginsPerMinute: 30 } });
    const { cpu, memory } = busy.sizing.requests;

    expect(cpu).toBeGreaterThan(250);
    expect(chartValues(busy)).toEqual({
      resources: {
        requests: { cpu: `${cpu}m`, memory: `${memory / MIB}Mi` },
        limits: { memory: `${(2 * memory) / MIB}Mi` },
      },
    });
  });

  it.each<Partial<PlacementRequestInput['spec']>>([
    {},
    { exposure: { className: 'nginx' }, tls: { source: 'secret', secretName: 'login-tls' } },
    { tls: { source: 'cert-manager', issuer: { name: 'internal', kind: 'Issuer' } }, load: { loginsPerMinute: 200 } },
    { availability: { replicas: 3 }, store: { kind: 'mongodb-bundled', storageClass: 'fast', size: '1.5Gi' } },
    {
      constraints: {
        nodeSelector: { disk: 'ssd' },
        tolerations: [{ key: 'dedicated', operator: 'Equal', value: 'edge', effect: 'NoSchedule' }],
        nodeAffinity: [{ matchExpressions: [{ key: 'zone', operator: 'In', values: ['a'] }] }],
        podAffinity: [app],
        podAntiAffinity: [app],
      },
    },
  ])('keeps the schema of the chart with %j', (spec) => {
    const one = candidate(spec);
    const ajv = new Ajv();
    const isValid = ajv.validate(chartSchema, { hostname: one.hostname, ...chartValues(one) });

    expect(ajv.errors ?? []).toEqual([]);
    expect(isValid).toBe(true);
  });
});

describe('variantName', () => {
  it.each([
    { spec: {}, name: 'sqlite' },
    { spec: { role: 'edge' as const }, name: 'edge-sqlite' },
    {
      spec: { role: 'cloud' as const, availability: { replicas: 2 }, store: { kind: 'mongodb-external' as const } },
      name: 'cloud-mongodb-external-ha',
    },
  ])('is $name', ({ spec, name }) => {
    expect(variantName(candidate(spec))).toBe(name);
  });
});
