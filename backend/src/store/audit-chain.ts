import { createHash } from 'node:crypto';

export const AUDIT_EVENTS = [
  'service.started',
  'login.accepted',
  'login.rejected',
  'login.refused',
  'session.started',
  'session.ended',
  'invitation.created',
  'consent.given',
  'enrolment.accepted',
  'enrolment.rejected',
  'account.erased',
] as const;

/** Something to be remembered. Never holds a user name, a vector or a picture. */
export interface AuditEvent {
  readonly at: number;
  readonly event: (typeof AUDIT_EVENTS)[number];
  /** Whom it is about: a pseudonym of the user name. */
  readonly subject?: string | undefined;
  /** Who did it, when it was somebody else. */
  readonly actor?: string | undefined;
  readonly outcome: 'success' | 'failure';
  /** Class of the reason: a reject reason or an error code. */
  readonly reason?: string | undefined;
  /** Similarity to the template, rounded down to a twentieth. */
  readonly similarity?: number | undefined;
}

/** An event in its place in the chain. */
export interface AuditRecord extends AuditEvent {
  /** From 1, without gaps. */
  readonly sequence: number;
  /** Hash of the record before; of the first: 64 zeros. */
  readonly previous: string;
  readonly hash: string;
}

const START = '0'.repeat(64);

/**
 * Puts an event behind the last record.
 *
 *     hash = SHA-256 of the JSON array [previous, sequence, at, event, subject, actor, outcome, reason, similarity]
 *
 * in hex, with null for what is absent. A record that was changed or left out breaks every hash behind it.
 */
export function chain(last: Pick<AuditRecord, 'sequence' | 'hash'> | undefined, event: AuditEvent): AuditRecord {
  const sequence = (last?.sequence ?? 0) + 1;
  const previous = last?.hash ?? START;
  return { sequence, ...event, previous, hash: hashOf(previous, sequence, event) };
}

/**
 * Finds the first record that does not fit to the one before.
 *
 * @param records The oldest first, without gaps.
 * @returns Its sequence, or `undefined` when the chain is whole.
 */
export function firstBreak(records: readonly AuditRecord[]): number | undefined {
  return records.find((record, index) => {
    const before = records[index - 1];
    const follows =
      before === undefined || (record.previous === before.hash && record.sequence === before.sequence + 1);
    return !follows || record.hash !== hashOf(record.previous, record.sequence, record);
  })?.sequence;
}

function hashOf(previous: string, sequence: number, event: AuditEvent): string {
  const { at, subject, actor, outcome, reason, similarity } = event;
  const fields = [previous, sequence, at, event.event, subject, actor, outcome, reason, similarity];
  return createHash('sha256')
    .update(JSON.stringify(fields.map((field) => field ?? null)))
    .digest('hex');
}
