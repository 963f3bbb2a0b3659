import type { ErrorCode } from '../../errors.ts';
import type { AnalyseOptions, PictureFacts } from '../engine.ts';

/** To a worker thread, one at a time. */
export interface WorkerRequest {
  readonly jpeg: Uint8Array;
  readonly options: AnalyseOptions;
}

/** From a worker thread: once `ready`, then one answer for each request. */
export type WorkerAnswer =
  | { readonly type: 'ready' }
  | { readonly type: 'facts'; readonly facts: PictureFacts }
  /** The picture could not be analysed, the thread is well. */
  | { readonly type: 'refused'; readonly code: ErrorCode; readonly detail: Readonly<Record<string, unknown>> };
