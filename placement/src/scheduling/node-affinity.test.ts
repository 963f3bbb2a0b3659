import { describe, expect, it } from 'vitest';
import { matchesAffinity, type NodeSelectorRequirement } from './node-affinity.ts';
import { node } from '../testing.ts';

const edge = node({ name: 'edge-a', labels: { zone: 'eu', cores: '8' } });
const required = (...matchExpressions: NodeSelectorRequirement[]) => ({ requiredTerms: [{ matchExpressions }] });

describe('matchesAffinity', () => {
  it.each<{ requirement: NodeSelectorRequirement; matches: boolean }>([
    { requirement: { key: 'zone', operator: 'In', values: ['eu', 'ch'] }, matches: true },
    { requirement: { key: 'zone', operator: 'In', values: ['us'] }, matches: false },
    { requirement: { key: 'gpu', operator: 'In', values: ['yes'] }, matches: false },
    { requirement: { key: 'zone', operator: 'NotIn', values: ['us'] }, matches: true },
    { requirement: { key: 'gpu', operator: 'NotIn', values: ['yes'] }, matches: true },
    { requirement: { key: 'zone', operator: 'NotIn', values: ['eu'] }, matches: false },
    { requirement: { key: 'zone', operator: 'Exists' }, matches: true },
    { requirement: { key: 'gpu', operator: 'Exists' }, matches: false },
    { requirement: { key: 'gpu', operator: 'DoesNotExist' }, matches: true },
    { requirement: { key: 'cores', operator: 'Gt', values: ['7'] }, matches: true },
    { requirement: { key: 'cores', operator: 'Gt', values: ['8'] }, matches: false },
    { requirement: { key: 'cores', operator: 'Lt', values: ['16'] }, matches: true },
    { requirement: { key: 'zone', operator: 'Gt', values: ['1'] }, matches: false },
    { requirement: { key: 'zone', operator: 'Like', values: ['eu'] }, matches: false },
  ])('$requirement.key $requirement.operator $requirement.values: $matches', ({ requirement, matches }) => {
    expect(matchesAffinity(edge, required(requirement))).toBe(matches);
  });

  it('asks every requirement of a term, and one term of several', () => {
    const zone = { key: 'zone', operator: 'Exists' };
    const gpu = { key: 'gpu', operator: 'Exists' };

    expect(matchesAffinity(edge, required(zone, gpu))).toBe(false);
    expect(matchesAffinity(edge, { requiredTerms: [{ matchExpressions: [gpu] }, { matchExpressions: [zone] }] })).toBe(
      true,
    );
  });

  it('matches no node with an empty term, and every node without terms', () => {
    expect(matchesAffinity(edge, { requiredTerms: [{}] })).toBe(false);
    expect(matchesAffinity(edge, { requiredTerms: [] })).toBe(false);
    expect(matchesAffinity(edge, {})).toBe(true);
  });

  it('matches a node by its name', () => {
    const named = (value: string) => ({
      requiredTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: [value] }] }],
    });

    expect(matchesAffinity(edge, named('edge-a'))).toBe(true);
    expect(matchesAffinity(edge, named('edge-b'))).toBe(false);
  });
});
