import { describe, expect, it, vi } from 'vitest';
import { startWorkerThread } from './worker-thread.ts';

/** A worker thread that runs these lines; `port` is its way to answer. */
const start = (lines: string, limitMs = 5_000) => {
  const code = `import { parentPort as port } from 'node:worker_threads'; ${lines}`;
  const onDeath = vi.fn();
  const entry = new URL(`data:text/javascript,${encodeURIComponent(code)}`);
  return { onDeath, thread: startWorkerThread({ entry, workerData: {}, limitMs, onDeath }) };
};
const READY = "port.postMessage({ type: 'ready' });";
const jpeg = () => Uint8Array.from([1, 2, 3]);
const options = { vector: 'none' } as const;

describe('startWorkerThread', () => {
  it('gives what the thread answers', async () => {
    const { thread } = start(
      `port.on('message', ({ jpeg }) => port.postMessage({ type: 'facts', facts: { width: jpeg[2] } })); ${READY}`,
    );
    const started = await thread;

    await expect(started.analyse(jpeg(), options)).resolves.toEqual({ width: 3 });
    await started.stop();
  });

  it('says so when the thread ends before it is ready', async () => {
    const { thread, onDeath } = start("throw new Error('no such net');");

    await expect(thread).rejects.toMatchObject({ code: 'engine-failed', detail: { problem: 'no such net' } });
    expect(onDeath).not.toHaveBeenCalled();
  });

  it('refuses the picture over which the thread dies, and tells of the death once', async () => {
    const { thread, onDeath } = start(`port.on('message', () => { throw new Error('out of memory'); }); ${READY}`);

    await expect((await thread).analyse(jpeg(), options)).rejects.toMatchObject({
      code: 'engine-failed',
      detail: { problem: 'out of memory' },
    });
    expect(onDeath).toHaveBeenCalledOnce();
  });

  it('ends a thread that hangs', async () => {
    const { thread, onDeath } = start(`port.on('message', () => { for (;;); }); ${READY}`, 50);

    await expect((await thread).analyse(jpeg(), options)).rejects.toMatchObject({
      code: 'engine-failed',
      detail: { problem: 'no answer within 50 ms' },
    });
    expect(onDeath).toHaveBeenCalledOnce();
  });

  it('refuses a running picture when it is stopped, which is no death', async () => {
    const { thread, onDeath } = start(`port.on('message', () => undefined); ${READY}`);
    const started = await thread;
    const running = expect(started.analyse(jpeg(), options)).rejects.toMatchObject({ code: 'engine-failed' });
    await started.stop();

    await running;
    expect(onDeath).not.toHaveBeenCalled();
  });
});
