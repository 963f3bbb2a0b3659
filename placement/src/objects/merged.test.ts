import { expect, it } from 'vitest';
import { merged } from './merged.ts';

it('lays maps over each other key by key, and replaces everything else', () => {
  const under = { login: { moves: ['blink'], rate: '1e-4' }, replicas: 1 };

  expect(merged(under, { login: { moves: ['look-up'] }, replicas: { a: 1 } })).toEqual({
    login: { moves: ['look-up'], rate: '1e-4' },
    replicas: { a: 1 },
  });
  expect(under.login.moves).toEqual(['blink']);
});
