import { randomUUID } from 'node:crypto';
import { FaceAuthError } from '../errors.ts';
import { encodeTemplate, makeTemplate } from '../face/template/template.ts';
import type { Course } from '../login/course.ts';
import type { Log } from '../observe/log.ts';
import type { KeyRing } from '../store/key-ring.ts';
import type { Consent, Invitation, Store, User } from '../store/store.ts';
import type { ConsentGiven, ConsentText, EnrolmentStarted, Language } from './api.ts';
import type { Attempt } from './attempt.ts';
import type { InvitationService } from './invitation-service.ts';
import { newSecret, sameSecret } from './secret.ts';

const MAX_ENROLMENTS = 200;
/** Time to read the consent and to try as often as it takes. */
const ENROLMENT_MS = 30 * 60_000;
const COURSE_MS = 60_000;

export interface EnrolmentServiceOptions {
  readonly store: Pick<Store, 'users' | 'templates' | 'audit'>;
  readonly keys: KeyRing;
  readonly invitations: Pick<InvitationService, 'find'>;
  readonly consentTexts: Readonly<Record<Language, ConsentText>>;
  readonly recogniser: string;
  /** Starts the course of an enrolment; `startEnrolmentCourse`, or a fake of it in tests. */
  readonly startCourse: (options: { startedAt: number; courseMs: number }) => Course;
  readonly now: () => number;
  readonly log: Log;
}

export interface EnrolmentService {
  /** @throws FaceAuthError 'invitation-invalid', 'too-many-logins' */
  start(token: string): Promise<EnrolmentStarted>;
  /** @throws FaceAuthError 'enrolment-…', 'consent-outdated', 'username-…' */
  consent(id: string, nonce: string, given: ConsentGiven): Promise<void>;
  /** @throws FaceAuthError 'enrolment-…', 'consent-missing' */
  attempt(id: string, nonce: string): Attempt;
  sweep(): void;
}

interface Running {
  readonly id: string;
  readonly nonce: string;
  readonly invitation: Invitation;
  readonly endsAt: number;
  agreed?: { readonly username: string; readonly consent: Consent };
  isBeforeCamera: boolean;
}

/** Enrolments from the invitation to the stored template. What is not complete is kept in memory only. */
export function createEnrolmentService(options: EnrolmentServiceOptions): EnrolmentService {
  const { store, keys, invitations, consentTexts, now, log } = options;
  const enrolments = new Map<string, Running>();

  const sweep = (): void => {
    for (const [id, { endsAt, isBeforeCamera }] of enrolments) {
      if (now() > endsAt && !isBeforeCamera) enrolments.delete(id);
    }
  };

  const find = (id: string, nonce: string): Running => {
    const enrolment = enrolments.get(id);
    if (enrolment === undefined || now() > enrolment.endsAt || !sameSecret(enrolment.nonce, nonce)) {
      throw new FaceAuthError('enrolment-unknown');
    }
    return enrolment;
  };

  /** The name the template will be kept under: the invitation's, or a free one of the person's choice. */
  const chooseName = async ({ username }: Invitation, wanted: string | undefined): Promise<string> => {
    if (username !== undefined) return username;
    if (wanted === undefined) throw new FaceAuthError('username-missing');
    if ((await store.users.findByName(wanted)) !== undefined) throw new FaceAuthError('username-taken');
    return wanted;
  };

  const complete = async (enrolment: Running, vectors: readonly Float32Array[]): ReturnType<Attempt['passed']> => {
    const { invitation, agreed } = enrolment;
    if (agreed === undefined) throw new FaceAuthError('consent-missing');
    const at = now();
    const known = invitation.username === undefined ? undefined : await store.users.findByName(invitation.username);
    const user: User = {
      id: known?.id ?? randomUUID(),
      username: known?.username ?? agreed.username,
      role: invitation.role,
      createdAt: known?.createdAt ?? at,
    };
    const version = ((await store.templates.find(user.id))?.version ?? 0) + 1;
    const bytes = encodeTemplate(makeTemplate(vectors, options.recogniser));
    const subject = keys.subjectOf(user.username);
    const outcome = await store.users.enrol({
      user,
      template: keys.seal(user.id, version, bytes),
      consent: agreed.consent,
      tokenHash: invitation.tokenHash,
      subject,
      audit: { at, event: 'enrolment.accepted', subject, outcome: 'success' },
    });
    bytes.fill(0);
    enrolment.isBeforeCamera = false;
    if (outcome !== 'enrolled') throw new FaceAuthError(outcome);
    enrolments.delete(enrolment.id);
    log.info({ subject, role: user.role }, 'enrolled');
    return { type: 'end', outcome: 'accepted' };
  };

  return {
    sweep,
    async start(token) {
      const invitation = await invitations.find(token);
      if (invitation === undefined) throw new FaceAuthError('invitation-invalid');
      sweep();
      if (enrolments.size >= MAX_ENROLMENTS) throw new FaceAuthError('too-many-logins', { retryAfter: 30 });

      const enrolment: Running = {
        id: randomUUID(),
        nonce: newSecret(),
        invitation,
        endsAt: now() + ENROLMENT_MS,
        isBeforeCamera: false,
      };
      enrolments.set(enrolment.id, enrolment);
      const { id, nonce } = enrolment;
      const { role, username } = invitation;
      return { id, nonce, role, ...(username === undefined ? {} : { username }), consent: consentTexts };
    },

    async consent(id, nonce, { username: wanted, version, hash, language }) {
      const enrolment = find(id, nonce);
      if (enrolment.isBeforeCamera) throw new FaceAuthError('enrolment-running');
      const text = consentTexts[language];
      if (text.version !== version || text.hash !== hash) throw new FaceAuthError('consent-outdated');

      const username = await chooseName(enrolment.invitation, wanted);
      const at = now();
      enrolment.agreed = { username, consent: { version, hash, language, givenAt: at } };
      const subject = keys.subjectOf(username);
      await store.audit.append({ at, event: 'consent.given', subject, outcome: 'success' });
    },

    attempt(id, nonce) {
      const enrolment = find(id, nonce);
      const { agreed } = enrolment;
      if (agreed === undefined) throw new FaceAuthError('consent-missing');
      if (enrolment.isBeforeCamera) throw new FaceAuthError('enrolment-running');
      const subject = keys.subjectOf(agreed.username);
      const release = async (reason: string): Promise<void> => {
        enrolment.isBeforeCamera = false;
        await store.audit.append({ at: now(), event: 'enrolment.rejected', subject, outcome: 'failure', reason });
        log.info({ subject, reason }, 'enrolment course ended');
      };

      enrolment.isBeforeCamera = true;
      return {
        startBy: now() + COURSE_MS,
        begin: (at) => options.startCourse({ startedAt: at, courseMs: COURSE_MS }),
        passed: (vectors) => complete(enrolment, vectors),
        failed: release,
        broken: release,
      };
    },
  };
}
