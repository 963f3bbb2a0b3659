import { describe, expect, it } from 'vitest';
import { closure, missing } from './lockfile.mjs';

const lock = {
  packages: {
    '': { dependencies: {} },
    backend: { dependencies: { express: '5', '@fa/placement': '0' }, devDependencies: { vitest: '5' } },
    placement: { dependencies: { zod: '4' } },
    'node_modules/@fa/placement': { link: true, resolved: 'placement' },
    'node_modules/express': { version: '5.3.0', dependencies: { debug: '4' } },
    'node_modules/express/node_modules/debug': { version: '4.0.0' },
    'node_modules/debug': { version: '2.0.0' },
    'node_modules/zod': { version: '4.6.7' },
    'node_modules/vitest': { version: '5.1.1', dev: true },
    'node_modules/fsevents': { version: '2.0.0', optional: true },
  },
};

describe('closure', () => {
  it('follows dependencies and linked workspaces and takes the nearest copy of a package', () => {
    expect([...closure(lock, ['backend']).keys()].sort()).toEqual([
      'node_modules/express',
      'node_modules/express/node_modules/debug',
      'node_modules/zod',
    ]);
  });

  it('leaves optional packages out, they may not fit the machine', () => {
    expect(closure(lock, Object.keys(lock.packages)).has('node_modules/fsevents')).toBe(false);
  });
});

describe('missing', () => {
  it('names packages that are absent or of another version', () => {
    const wanted = new Map([
      ['node_modules/express', '5.3.0'],
      ['node_modules/zod', '4.6.7'],
      ['node_modules/ws', '8.0.0'],
    ]);
    const installed = {
      packages: { 'node_modules/express': { version: '5.3.0' }, 'node_modules/zod': { version: '3.0.0' } },
    };

    expect(missing(wanted, installed)).toEqual(['node_modules/zod', 'node_modules/ws']);
  });
});
