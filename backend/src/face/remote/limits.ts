/** Largest body of `POST /v1/faces`: a photo file; of a camera an engine takes half of it. */
export const MOST_BODY_BYTES = 4 * 2 ** 20;

/** Within this an answer has come, or the request has failed: a frame of a course is of no use any more, ms. */
export const DEADLINE_MS = 10_000;
