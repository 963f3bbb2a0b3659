import { describe, expect, it } from 'vitest';
import { placementRequest } from '../testing.ts';
import { checkMeaning } from './check-meaning.ts';

const paths = (values: Record<string, unknown>) => checkMeaning(placementRequest({ values })).map(({ path }) => path);
const term = { matchExpressions: [{ key: 'zone', operator: 'Exists' }] };

describe('further values of the chart', () => {
  it('may pause the release, but not set how many pods share the work', () => {
    expect(paths({ replicas: 0 })).toEqual([]);
    expect(paths({ replicas: 3 })).toEqual(['spec.values.replicas']);
  });

  it('may limit CPU and memory, and nothing that would be requested by its limit', () => {
    expect(paths({ resources: { limits: { cpu: '2', memory: '2Gi' } } })).toEqual([]);
    expect(paths({ resources: { limits: { 'nvidia.com/gpu': 1, cpu: 'much' } } })).toEqual([
      'spec.values.resources.limits.nvidia.com/gpu',
      'spec.values.resources.limits.cpu',
    ]);
  });

  it('may prefer nodes, but not require them past the rules', () => {
    const preferred = { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: term }] };
    const required = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term] } };

    expect(paths({ affinity: { nodeAffinity: preferred } })).toEqual([]);
    expect(paths({ affinity: { nodeAffinity: required } })).toEqual([
      'spec.values.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution',
    ]);
  });
});

it('takes a Secret and an issuer whose names have dots', () => {
  const name = 'login.example.com-tls';

  expect(placementRequest({ tls: { source: 'secret', secretName: name } }).spec.tls).toEqual({
    source: 'secret',
    secretName: name,
  });
  expect(() => placementRequest({ tls: { source: 'secret', secretName: 'Login' } })).toThrow('small letters');
});
