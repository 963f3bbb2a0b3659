import { vi } from 'vitest';
import type { ServerMessage } from '../../../src/gateway/api.ts';

/** Takes the place of the camera and of the server's socket; what the server says is handed to the newest socket. */
export function cameraAndSocket(): { readonly say: (message: ServerMessage) => void } {
  let newest: WebSocket | undefined;
  class Socket extends EventTarget {
    static readonly OPEN = 1;
    readonly readyState = Socket.OPEN;
    onmessage: ((event: MessageEvent<string>) => void) | null = null;
    constructor() {
      super();
      newest = this as unknown as WebSocket;
    }
    send(): void {}
    close(): void {}
  }
  vi.stubGlobal('WebSocket', Socket);
  vi.stubGlobal('isSecureContext', true);
  const stream = Object.assign(new MediaStream(), { getTracks: () => [], getVideoTracks: () => [] });
  Object.defineProperty(navigator, 'mediaDevices', {
    value: { getUserMedia: async () => stream },
    configurable: true,
  });
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue();
  return {
    say: (message) => {
      newest?.onmessage?.(new MessageEvent('message', { data: JSON.stringify(message) }));
    },
  };
}
