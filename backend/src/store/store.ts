import type { Language, Role } from '../gateway/api.ts';
import type { Failures } from '../login/throttle.ts';
import type { AuditEvent, AuditRecord } from './audit-chain.ts';

/** A person who is enrolled. Times are ms since the epoch, here and everywhere in the store. */
export interface User {
  readonly id: string;
  readonly username: string;
  readonly role: Role;
  readonly createdAt: number;
}

/** A template as it is kept: encrypted with the user's data key, which is wrapped by the key-encryption key. */
export interface SealedTemplate {
  /** Counts the user's enrolments, from 1; part of what the encryption binds. */
  readonly version: number;
  readonly wrappedKey: Uint8Array;
  readonly sealed: Uint8Array;
}

export interface Consent {
  readonly version: string;
  /** SHA-256 of the text, hex. */
  readonly hash: string;
  readonly language: Language;
  readonly givenAt: number;
}

export interface Invitation {
  /** SHA-256 of the token. */
  readonly tokenHash: Uint8Array;
  /** The first admin's invitation is valid while there is no admin, and there is one at most. */
  readonly kind: 'first-admin' | 'invited';
  readonly role: Role;
  /** Absent: the person chooses it. */
  readonly username: string | undefined;
  /** Absent: never. */
  readonly expiresAt: number | undefined;
}

export interface Session {
  /** SHA-256 of the session id. */
  readonly idHash: Uint8Array;
  readonly userId: string;
  readonly expiresAt: number;
  readonly lastUsedAt: number;
}

/** All of it is stored at once, or nothing. */
export interface Enrolment {
  readonly user: User;
  readonly template: SealedTemplate;
  readonly consent: Consent;
  /** Is used up. */
  readonly tokenHash: Uint8Array;
  /** Failures to be forgotten. */
  readonly subject: string;
  readonly audit: AuditEvent;
}

export interface UserStore {
  find(id: string): Promise<User | undefined>;
  /** Case does not count. */
  findByName(username: string): Promise<User | undefined>;
  hasAdmin(): Promise<boolean>;
  /** All of them, in the order of their names. */
  list(): Promise<User[]>;
  /**
   * Stores a new user, or the new template and role of one with this id, whose sessions end.
   *
   * @returns 'invitation-invalid' when the invitation is gone, 'username-taken' when the name is another user's.
   */
  enrol(enrolment: Enrolment): Promise<'enrolled' | 'invitation-invalid' | 'username-taken'>;
  /** Erases all that is kept about a user but the audit trail: the data key first, beyond recovery, then the rows. */
  erase(id: string, audit: AuditEvent): Promise<void>;
}

export interface TemplateStore {
  find(userId: string): Promise<SealedTemplate | undefined>;
}

export interface ConsentStore {
  find(userId: string): Promise<Consent | undefined>;
}

export interface SessionStore {
  put(session: Session): Promise<void>;
  /** @param idleMs A session that was not used for so long has ended. */
  find(idHash: Uint8Array, now: number, idleMs: number): Promise<Session | undefined>;
  remove(idHash: Uint8Array): Promise<void>;
  /** Removes what has ended. */
  prune(now: number, idleMs: number): Promise<void>;
}

export interface InvitationStore {
  /** A first admin's invitation takes the place of the one before. */
  put(invitation: Invitation): Promise<void>;
  /** Gives back an invitation that can be used now. */
  find(tokenHash: Uint8Array, now: number): Promise<Invitation | undefined>;
  prune(now: number): Promise<void>;
}

/** Failed logins by the pseudonym of a user name, known or not. */
export interface LoginFailureStore {
  find(subject: string): Promise<Failures | undefined>;
  put(subject: string, failures: Failures): Promise<void>;
  /** Removes the failures of names that nobody has, when the last is older than `before`. */
  prune(before: number, subjectOf: (username: string) => string): Promise<void>;
}

export interface AuditStore {
  append(event: AuditEvent): Promise<AuditRecord>;
  /** The newest first. */
  list(limit: number): Promise<AuditRecord[]>;
}

/** What the service remembers. Every method may throw FaceAuthError 'store-unavailable'. */
export interface Store {
  readonly users: UserStore;
  readonly templates: TemplateStore;
  readonly consents: ConsentStore;
  readonly sessions: SessionStore;
  readonly invitations: InvitationStore;
  readonly failures: LoginFailureStore;
  readonly audit: AuditStore;
  /** Throws when the store cannot be used. */
  check(): Promise<void>;
  close(): Promise<void>;
}
