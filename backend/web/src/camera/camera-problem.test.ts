import { describe, expect, it } from 'vitest';
import { cameraProblemOf, missingAccess } from './camera-problem.ts';

const error = (name: string, message = '') => Object.assign(new Error(message), { name });

describe('cameraProblemOf', () => {
  it.each([
    { name: 'a refused permission', thrown: error('NotAllowedError', 'Permission denied'), problem: 'blocked' },
    { name: 'a forbidden page', thrown: error('SecurityError'), problem: 'blocked' },
    {
      name: 'a refusal by the operating system',
      thrown: error('NotAllowedError', 'Permission denied by system'),
      problem: 'blocked-by-system',
    },
    { name: 'no device', thrown: error('NotFoundError'), problem: 'missing' },
    { name: 'no device that fits', thrown: error('OverconstrainedError'), problem: 'missing' },
    { name: 'a device that does not start', thrown: error('NotReadableError'), problem: 'in-use' },
    { name: 'a start that broke off', thrown: error('AbortError'), problem: 'in-use' },
    { name: 'a browser that cannot ask', thrown: error('NotSupportedError'), problem: 'unsupported' },
  ])('tells $name as $problem', ({ thrown, problem }) => {
    expect(cameraProblemOf(thrown)).toBe(problem);
  });
});

describe('missingAccess', () => {
  it('finds nothing wrong where the browser offers cameras', () => {
    expect(missingAccess({ secure: true, devices: {} })).toBeUndefined();
  });

  it('blames the connection on a page that is not secure', () => {
    expect(missingAccess({ secure: false, devices: undefined })).toBe('insecure');
  });

  it('blames the browser on a secure page', () => {
    expect(missingAccess({ secure: true, devices: undefined })).toBe('unsupported');
  });
});
