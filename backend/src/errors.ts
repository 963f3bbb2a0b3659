/** Every error a client or an operator can meet. The code is public and stable, the title can change. */
export const ERRORS = {
  'body-invalid': { status: 400, title: 'The request body does not match its schema' },
  'picture-invalid': { status: 400, title: 'The picture cannot be read; send a JPEG of at most 2 MB and 4 megapixels' },
  'engine-busy': { status: 503, title: 'Too many pictures are waiting; try again in a moment' },
  'store-unavailable': { status: 503, title: 'The store cannot be reached; try again' },
  internal: { status: 500, title: 'Something went wrong on our side; the log has the details under the request id' },
} as const;

export type ErrorCode = keyof typeof ERRORS;

/** Thrown by services and stores; `problemHandler` turns it into an RFC 9457 problem document. */
export class FaceAuthError extends Error {
  override readonly name = 'FaceAuthError';
  readonly code: ErrorCode;
  /** For the log only, never sent to the client. */
  readonly detail: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, detail: Readonly<Record<string, unknown>> = {}, options?: ErrorOptions) {
    super(ERRORS[code].title, options);
    this.code = code;
    this.detail = detail;
  }
}
