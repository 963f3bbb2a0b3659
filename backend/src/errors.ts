/** Every error a client or an operator can meet. The code is public and stable, the title can change. */
export const ERRORS = {
  // Requests
  'body-invalid': { status: 400, title: 'The request body does not match its schema' },
  'query-invalid': { status: 400, title: 'The query of the request does not match its schema' },
  'body-too-large': { status: 413, title: 'The request body is too large' },
  'not-found': { status: 404, title: 'There is nothing at this address' },
  'origin-refused': {
    status: 403,
    title: 'The request does not come from a page of this service; open it at its public address',
  },
  'too-many-requests': { status: 429, title: 'Too many attempts from this address; wait a moment' },
  'not-logged-in': { status: 401, title: 'Log in first' },
  'admin-only': { status: 403, title: 'Only an admin can do this' },

  // Logins
  'login-unknown': { status: 404, title: 'This login is over or was never started; start again' },
  'login-running': { status: 409, title: 'A login with this user name is running; try again when it is over' },
  'login-throttled': { status: 429, title: 'Too many failed logins with this user name; wait before the next' },
  'login-off': { status: 403, title: 'Login by face is off for this user name after too many failures; ask an admin' },
  'login-not-accepted': { status: 409, title: 'This login was not accepted, so there is no session to claim' },
  'too-many-logins': { status: 503, title: 'Too many people are logging in; try again in a moment' },

  // Enrolments
  'invitation-invalid': {
    status: 410,
    title: 'This invitation was used, has expired or never existed; ask for a new one',
  },
  'enrolment-unknown': { status: 404, title: 'This enrolment is over or was never started; open the invitation again' },
  'enrolment-running': { status: 409, title: 'The camera course of this enrolment is running already' },
  'consent-missing': { status: 409, title: 'The consent must be given before the camera is used' },
  'consent-outdated': { status: 409, title: 'The consent text has changed; read the new one' },
  'username-missing': { status: 400, title: 'The invitation names no user, so a user name must be chosen' },
  'username-taken': { status: 409, title: 'This user name is taken; choose another' },

  // Frames
  'socket-invalid': { status: 400, title: 'The socket must ask for the subprotocols face-auth.v1 and the nonce' },
  'frame-invalid': { status: 400, title: 'A frame must be a header of 14 bytes and a JPEG of at most 2 MB' },
  'too-many-frames': { status: 429, title: 'Frames came faster than they were answered' },
  'picture-empty': { status: 400, title: 'The picture has no bytes; send a JPEG' },
  'picture-not-jpeg': { status: 400, title: 'The picture is not a JPEG; send it as one' },
  'picture-damaged': { status: 400, title: 'The JPEG is cut short or damaged; send the whole picture again' },
  'picture-unsupported': {
    status: 400,
    title: 'The JPEG is of a rare kind (CMYK, 12 bits, lossless or arithmetic coding); send 8 bits in colour or grey',
  },
  'picture-too-many-bytes': { status: 413, title: 'The picture is larger than 2 MB; send a smaller one' },
  'picture-too-many-pixels': {
    status: 413,
    title: 'The picture has too many pixels; send 4 megapixels at most, 100 as a photo file',
  },
  'picture-invalid': { status: 400, title: 'The photo file cannot be read; give it as JPEG, PNG, WebP, GIF or TIFF' },

  // The service itself
  'engine-busy': { status: 503, title: 'Too many pictures are waiting; try again in a moment' },
  'engine-failed': { status: 503, title: 'The picture could not be analysed; send another' },
  'not-ready': { status: 503, title: 'The service is still starting or is stopping; try again in a moment' },
  'store-unavailable': { status: 503, title: 'The store cannot be reached; try again' },
  'template-unreadable': {
    status: 500,
    title: 'The stored template cannot be decrypted; the person must be enrolled again',
  },
  internal: { status: 500, title: 'Something went wrong on our side; the log has the details under the request id' },

  // Starting
  'setting-invalid': { status: 500, title: 'A setting is wrong' },
  'port-unusable': { status: 500, title: 'The port cannot be used' },
  'tls-unusable': { status: 500, title: 'The TLS files cannot be used' },
  'page-missing': { status: 500, title: 'The page is not built' },
  'model-missing': {
    status: 500,
    title: 'A model file is missing or changed; run `npm start` or `node backend/models/prepare.ts`',
  },
  'recogniser-unusable': {
    status: 500,
    title: 'The recogniser file cannot be used; it must be an ONNX net for aligned crops of 112×112 RGB pixels',
  },
  'template-invalid': { status: 500, title: 'A stored template cannot be read' },
  'calibration-invalid': { status: 500, title: 'The calibration of the thresholds cannot be used' },
  'self-test-failed': { status: 500, title: 'The self-test of the engine failed' },
  'consent-invalid': { status: 500, title: 'The consent texts are incomplete' },
  'data-unusable': { status: 500, title: 'The data folder cannot be used' },
  'data-in-use': { status: 500, title: 'The data folder is in use by another process' },
  'database-broken': { status: 500, title: 'The database file is broken' },
  'database-newer': { status: 500, title: 'The database was made by a newer version' },
  'key-invalid': { status: 500, title: 'The key file cannot be used' },
  'key-too-open': { status: 500, title: 'The key file can be read by others' },
  'key-missing': { status: 500, title: 'The key file is missing, but the database was made with one' },
  'key-wrong': { status: 500, title: 'The key file is not the one the database was made with' },
  'invitation-file-invalid': { status: 500, title: 'The file with the first invitation cannot be used' },
} as const;

export type ErrorCode = keyof typeof ERRORS;

/** Thrown by services and stores; `problemHandler` turns it into an RFC 9457 problem document. */
export class FaceAuthError extends Error {
  override readonly name = 'FaceAuthError';
  readonly code: ErrorCode;
  /** For the log only, never sent to the client; but `retryAfter`, in seconds, is. `hint` is a sentence for the operator. */
  readonly detail: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, detail: Readonly<Record<string, unknown>> = {}, options?: ErrorOptions) {
    super(ERRORS[code].title, options);
    this.code = code;
    this.detail = detail;
  }
}
