import type { ErrorCode } from '../../errors.ts';
import type { AnalyseOptions, PictureFacts } from '../engine.ts';

/** What a worker thread is started with. */
export interface WorkerData {
  readonly modelsDir: string;
}

/** To the worker, one at a time. */
export interface WorkerRequest {
  readonly jpeg: Uint8Array;
  readonly options: AnalyseOptions;
}

/** From the worker: once `ready`, then one answer for each request. */
export type WorkerAnswer =
  | { readonly type: 'ready' }
  | { readonly type: 'facts'; readonly facts: PictureFacts }
  /** The picture could not be analysed, the worker is well. */
  | { readonly type: 'refused'; readonly code: ErrorCode; readonly detail: Readonly<Record<string, unknown>> };
