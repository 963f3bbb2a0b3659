import { describe, expect, it } from 'vitest';
import { failureText } from './failure-text.ts';

describe('failureText', () => {
  it('has words of its own for a code that people can meet', () => {
    expect(failureText({ code: 'login-throttled', status: 429 })).toBe('error.login-throttled');
  });

  it('tells an operator’s code as trouble on our side', () => {
    expect(failureText({ code: 'internal', status: 500 })).toBe('error.unexpected');
  });
});
