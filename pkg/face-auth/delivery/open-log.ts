import type { OpenLog } from './follow-operation.ts';

const PROTOCOL = 'base64.binary.k8s.io';

/** The log of an operation through the browser's WebSocket. Each message is base64 of `<RFC 3339 time> text`. */
export const openLog: OpenLog = (url, onText) => {
  const socket = new WebSocket(logSocketUrl(url, window.location.href), PROTOCOL);
  const decoder = new TextDecoder();

  socket.addEventListener('message', ({ data }: MessageEvent<string>) => {
    onText(logText(data, decoder));
  });

  return {
    ended: new Promise((resolve) => socket.addEventListener('close', () => resolve())),
    close: () => socket.close(),
  };
};

/** @param base The page's address: links may be paths. */
export function logSocketUrl(link: string, base: string): string {
  const url = new URL(link, base);

  url.protocol = url.protocol === 'http:' ? 'ws:' : 'wss:';
  for (const [name, value] of Object.entries({
    previous: 'false', follow: 'true', timestamps: 'true', pretty: 'true', sinceSeconds: '1800'
  })) {
    url.searchParams.set(name, value);
  }

  return url.href;
}

/** Without the times: they say when helm wrote a line, and nobody asks. A message may end within a character. */
export function logText(message: string, decoder: TextDecoder): string {
  const bytes = Uint8Array.from(atob(message), (character) => character.charCodeAt(0));

  return decoder.decode(bytes, { stream: true }).replace(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z /gm, '');
}
