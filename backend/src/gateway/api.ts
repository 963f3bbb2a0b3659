/** The HTTP and WebSocket interface that the pages use. Types only. */
import type { FrameRequest, Guidance, RejectReason } from '../login/course.ts';
import type { Move } from '../login/moves.ts';

export type Role = 'admin' | 'user';
export type Language = 'en' | 'de';

/** `POST /api/v1/logins` with `{username}` -> 201. */
export interface LoginStarted {
  readonly id: string;
  /** Proves to the socket and to the session request that they belong to this login. */
  readonly nonce: string;
  readonly moves: readonly Move[];
  /** Time left until the first frame must have come, ms. */
  readonly startWithinMs: number;
  /** Time for the whole course from the first frame on, ms. */
  readonly courseMs: number;
}

/** `POST /api/v1/enrolments` with `{token}` (from the invitation link) -> 201. The token stays valid until the enrolment is complete. */
export interface EnrolmentStarted {
  readonly id: string;
  readonly nonce: string;
  readonly role: Role;
  /** Given by the invitation; absent when the person chooses it. */
  readonly username?: string;
  readonly consent: Readonly<Record<Language, ConsentText>>;
}

export interface ConsentText {
  readonly version: string;
  /** SHA-256 of the text, hex. */
  readonly hash: string;
  readonly text: string;
}

/** `POST /api/v1/enrolments/{id}/consent` with header `x-face-auth-nonce` -> 204. */
export interface ConsentGiven {
  /** Only when the invitation names none. */
  readonly username?: string;
  readonly version: string;
  readonly hash: string;
  readonly language: Language;
}

/**
 * Sockets `/api/v1/logins/{id}/frames` and `/api/v1/enrolments/{id}/frames`, subprotocols `face-auth.v1` and the nonce.
 * The page sends binary messages: a header of 14 bytes, big-endian (sequence u32, capture time in ms f64, width u16), then one JPEG.
 * The server answers each with one text message; the page keeps at most two unanswered.
 */
export type ServerMessage =
  | {
      readonly type: 'guidance';
      readonly sequence: number;
      readonly guidance: Guidance;
      readonly move?: Move;
      readonly progress: number;
      readonly next: FrameRequest;
    }
  | { readonly type: 'end'; readonly outcome: 'accepted' }
  | { readonly type: 'end'; readonly outcome: 'rejected'; readonly reason: RejectReason };

/** `POST /api/v1/logins/{id}/session` with header `x-face-auth-nonce` -> 201 and the cookie; `GET /api/v1/session` -> 200 or 401. */
export interface SessionView {
  readonly username: string;
  readonly role: Role;
  readonly expiresAt: number;
}

/** `GET /api/v1/outdated-enrolments` by an admin -> 200: whose templates are of another recogniser, in the order of their names. */
export interface OutdatedEnrolmentsView {
  readonly people: readonly { readonly username: string; readonly role: Role }[];
}

/** `POST /api/v1/invitations` with `{username, role}` by an admin -> 201. */
export interface InvitationCreated {
  readonly url: string;
  readonly expiresAt: number;
}

/** Every error of the API. */
export type { Problem } from '../http/problem.ts';
