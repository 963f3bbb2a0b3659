import { expect, it } from 'vitest';
import { socketUrl } from './socket-url.ts';

it.each([
  { protocol: 'http:', url: 'ws://localhost:8080/x' },
  { protocol: 'https:', url: 'wss://localhost:8080/x' },
])('is as secure as the page on $protocol', ({ protocol, url }) => {
  expect(socketUrl('/x', { protocol, host: 'localhost:8080' })).toBe(url);
});
