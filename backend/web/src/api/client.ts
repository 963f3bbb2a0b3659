import type {
  ConsentGiven,
  EnrolmentStarted,
  InvitationCreated,
  LoginStarted,
  OutdatedEnrolmentsView,
  Role,
  SessionView,
} from '../../../src/gateway/api.ts';
import { failureOf, UNREACHABLE, type Failure } from './failure.ts';

/** No answer within this time counts as none. */
const PATIENCE_MS = 30_000;

export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

interface Extras {
  readonly body?: unknown;
  readonly nonce?: string;
}

export const startLogin = (username: string) => send<LoginStarted>('POST', '/logins', { body: { username } });
export const openSession = (id: string, nonce: string) => send<SessionView>('POST', `/logins/${id}/session`, { nonce });
export const readSession = () => send<SessionView>('GET', '/session');
export const endSession = () => send<void>('DELETE', '/session');
export const startEnrolment = (token: string) => send<EnrolmentStarted>('POST', '/enrolments', { body: { token } });
export const giveConsent = (id: string, nonce: string, body: ConsentGiven) =>
  send<void>('POST', `/enrolments/${id}/consent`, { nonce, body });
export const createInvitation = (username: string, role: Role) =>
  send<InvitationCreated>('POST', '/invitations', { body: { username, role } });
export const readOutdatedEnrolments = () => send<OutdatedEnrolmentsView>('GET', '/outdated-enrolments');
export const eraseAccount = () => send<void>('DELETE', '/account');

/** One request to the API of this origin. Never rejects: what goes wrong is in the answer. */
async function send<T>(method: string, path: string, { body, nonce }: Extras = {}): Promise<Answer<T>> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (nonce !== undefined) headers['x-face-auth-nonce'] = nonce;

  try {
    const response = await fetch(`/api/v1${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(PATIENCE_MS),
      cache: 'no-store',
    });
    if (!response.ok) return { ok: false, failure: await failureOf(response) };
    return { ok: true, value: (response.status === 204 ? undefined : await response.json()) as T };
  } catch {
    return { ok: false, failure: UNREACHABLE };
  }
}
