import { describe, expect, it, vi } from 'vitest';
import { FaceAuthError } from '../../errors.ts';
import type { PictureFacts } from '../engine.ts';
import { startWorkerPool } from './worker-pool.ts';
import type { WorkerThread } from './worker-thread.ts';

const options = { vector: 'none' } as const;
const picture = (id: number) => Uint8Array.from([id]);
const factsOf = (id: number): PictureFacts => ({ width: id, height: 1, faces: [], brightness: 0 });

/** A thread whose answers come when the test says so. */
class FakeThread implements WorkerThread {
  readonly seen: number[] = [];
  readonly die: () => void;
  #running: { id: number; resolve: (facts: PictureFacts) => void; reject: (error: Error) => void } | undefined;

  constructor(onDeath: (reason: FaceAuthError) => void) {
    this.die = () => {
      const reason = new FaceAuthError('engine-failed', { problem: 'died' });
      this.#running?.reject(reason);
      onDeath(reason);
    };
  }

  analyse(jpeg: Uint8Array<ArrayBuffer>): Promise<PictureFacts> {
    const id = jpeg[0] ?? NaN;
    this.seen.push(id);
    return new Promise((resolve, reject) => {
      this.#running = { id, resolve, reject };
    });
  }

  answer(): void {
    this.#running?.resolve(factsOf(this.#running.id));
  }

  async stop(): Promise<void> {
    this.#running?.reject(new FaceAuthError('engine-failed'));
  }
}

async function poolOf(workers: number, queueLimit: number) {
  const threads: FakeThread[] = [];
  const onWorkerDeath = vi.fn();
  const startThread = vi.fn(async (onDeath: (reason: FaceAuthError) => void): Promise<WorkerThread> => {
    const thread = new FakeThread(onDeath);
    threads.push(thread);
    return thread;
  });
  const pool = await startWorkerPool({ workers, queueLimit, startThread, onWorkerDeath });
  const thread = (index: number): FakeThread => threads[index] ?? expect.fail(`there is no thread ${index}`);
  return { pool, thread, threads, startThread, onWorkerDeath };
}

describe('startWorkerPool', () => {
  it('gives a thread one picture at a time, in the order they came', async () => {
    const { pool, thread } = await poolOf(1, 5);
    const answers = [1, 2, 3].map((id) => pool.analyse(picture(id), options));

    for (const id of [1, 2, 3]) {
      await vi.waitFor(() => expect(thread(0).seen.at(-1)).toBe(id));
      thread(0).answer();
    }
    await expect(Promise.all(answers)).resolves.toEqual([1, 2, 3].map(factsOf));
    expect(thread(0).seen).toEqual([1, 2, 3]);
  });

  it('keeps all threads busy', async () => {
    const { pool, threads } = await poolOf(2, 5);
    void pool.analyse(picture(1), options);
    void pool.analyse(picture(2), options);

    expect(threads.map(({ seen }) => seen)).toEqual([[1], [2]]);
  });

  it('refuses at once what does not fit into the queue, and takes more when there is room again', async () => {
    const { pool, thread } = await poolOf(1, 1);
    const first = pool.analyse(picture(1), options);
    void pool.analyse(picture(2), options);

    await expect(pool.analyse(picture(3), options)).rejects.toMatchObject({
      code: 'engine-busy',
      detail: { retryAfter: 1 },
    });
    thread(0).answer();
    await first;
    await vi.waitFor(() => expect(thread(0).seen).toEqual([1, 2]));
    void pool.analyse(picture(4), options);
    thread(0).answer();
    await vi.waitFor(() => expect(thread(0).seen).toEqual([1, 2, 4]));
  });

  it('serves one picture at a time without a queue', async () => {
    const { pool } = await poolOf(1, 0);
    void pool.analyse(picture(1), options);

    await expect(pool.analyse(picture(2), options)).rejects.toMatchObject({ code: 'engine-busy' });
  });

  it('replaces a thread that died, refuses its picture and serves those that wait', async () => {
    const { pool, thread, threads, onWorkerDeath } = await poolOf(1, 5);
    const lost = pool.analyse(picture(1), options);
    const kept = pool.analyse(picture(2), options);
    thread(0).die();

    await expect(lost).rejects.toMatchObject({ code: 'engine-failed' });
    await vi.waitFor(() => expect(threads[1]?.seen).toEqual([2]));
    thread(1).answer();
    await expect(kept).resolves.toEqual(factsOf(2));
    expect(thread(0).seen).toEqual([1]);
    expect(onWorkerDeath).toHaveBeenCalledOnce();
  });

  it('gives no picture to a thread that died while idle', async () => {
    const { pool, thread, threads } = await poolOf(1, 5);
    thread(0).die();
    void pool.analyse(picture(1), options);

    await vi.waitFor(() => expect(threads[1]?.seen).toEqual([1]));
    expect(thread(0).seen).toEqual([]);
  });

  it('refuses all who wait when no replacement comes up, tells of it, and tries again with the next picture', async () => {
    const { pool, thread, threads, startThread, onWorkerDeath } = await poolOf(1, 5);
    const waiting = [1, 2].map((id) =>
      expect(pool.analyse(picture(id), options)).rejects.toMatchObject({ code: 'engine-failed' }),
    );
    startThread.mockRejectedValueOnce(new Error('no memory'));
    thread(0).die();
    await Promise.all(waiting);
    expect(onWorkerDeath).toHaveBeenLastCalledWith(new Error('no memory'));

    void pool.analyse(picture(3), options);
    await vi.waitFor(() => expect(threads[1]?.seen).toEqual([3]));
  });

  it('does not start when a thread does not come up', async () => {
    const startThread = () => Promise.reject(new Error('no such net'));

    await expect(startWorkerPool({ workers: 1, queueLimit: 1, startThread, onWorkerDeath: vi.fn() })).rejects.toThrow(
      'no such net',
    );
  });

  it('refuses all pictures when it is closed, and starts no more threads', async () => {
    const { pool, threads } = await poolOf(1, 5);
    const running = expect(pool.analyse(picture(1), options)).rejects.toMatchObject({ code: 'engine-failed' });
    const waiting = expect(pool.analyse(picture(2), options)).rejects.toMatchObject({ code: 'not-ready' });
    await pool.close();
    await Promise.all([running, waiting]);

    await expect(pool.analyse(picture(3), options)).rejects.toMatchObject({ code: 'not-ready' });
    expect(threads).toHaveLength(1);
  });
});
