/** RFC 9457 problem document; what every error is answered with. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly requestId: string;
  /** Seconds to wait, when waiting helps. */
  readonly retryAfter?: number;
}
