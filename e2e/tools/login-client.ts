import sharp from 'sharp';
import { WebSocket } from 'ws';
import type { EnrolmentStarted, LoginStarted, ServerMessage } from '../../backend/src/gateway/api.ts';
import type { Move } from '../../backend/src/login/moves.ts';
import type { Clip } from './clip.ts';

/** How a course ended, as the page would have seen it. */
export interface CourseResult {
  readonly outcome: 'accepted' | 'rejected';
  readonly reason?: string;
  readonly framesSent: number;
  /** From the first frame sent to the end, ms. */
  readonly courseMs: number;
  /** From sending the frame in which the last move was seen to the decision, ms; absent when no move was seen. */
  readonly decisionMs?: number;
}

/** A login or enrolment by frames alone, without a browser: for figures, where hundreds are needed. */
export interface LoginClient {
  /** Agrees to the consent and shows the face. */
  enrol(invitation: string, username: string, face: Clip): Promise<CourseResult>;
  /** Shows the moves that were asked and, when accepted, claims the session. */
  logIn(username: string, faceFor: (moves: readonly Move[]) => Clip): Promise<CourseResult>;
}

/** As the page does: no more than two frames unanswered. */
const MOST_UNANSWERED = 2;

export function loginClient(url: string): LoginClient {
  const post = async (path: string, body: unknown, nonce?: string): Promise<Response> => {
    const answer = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url, ...(nonce ? { 'x-face-auth-nonce': nonce } : {}) },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`POST ${path} answered ${answer.status}: ${await answer.text()}`);
    return answer;
  };

  return {
    async enrol(invitation, username, face) {
      const token = new URL(invitation).hash.slice(1);
      const started = (await (await post('/api/v1/enrolments', { token })).json()) as EnrolmentStarted;
      const { version, hash } = started.consent.en;
      const name = started.username === undefined ? { username } : {};
      await post(`/api/v1/enrolments/${started.id}/consent`, { ...name, version, hash, language: 'en' }, started.nonce);
      return showFrames(`${url}/api/v1/enrolments/${started.id}/frames`, started.nonce, url, face);
    },

    async logIn(username, faceFor) {
      const { id, nonce, moves } = (await (await post('/api/v1/logins', { username })).json()) as LoginStarted;
      const result = await showFrames(`${url}/api/v1/logins/${id}/frames`, nonce, url, faceFor(moves));
      if (result.outcome === 'accepted') await post(`/api/v1/logins/${id}/session`, {}, nonce);
      return result;
    },
  };
}

/** Plays a clip to the server in real time, at the pace and width it asks for, until it says how the course ended. */
function showFrames(address: string, nonce: string, origin: string, clip: Clip): Promise<CourseResult> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(address.replace(/^http/, 'ws'), ['face-auth.v1', nonce], { headers: { origin } });
    let next = { width: 320, intervalMs: 200 };
    let timer: NodeJS.Timeout | undefined;
    let framesSent = 0;
    let startedAt = 0;
    let sentLastAt = 0;
    let moveAsked = false;
    let lastMoveSentAt: number | undefined;
    /** When the unanswered frames were sent, the oldest first; the server answers in order. */
    const unanswered: number[] = [];
    /** The frames before. */
    let sent = Promise.resolve();

    const sendFrame = async (): Promise<void> => {
      const sentAt = performance.now();
      if (framesSent === 0) startedAt = sentAt;
      sentLastAt = sentAt;
      const at = Math.floor(((sentAt - startedAt) / 1000) * clip.fps) % clip.frames.length;
      const sequence = framesSent++;
      unanswered.push(sentAt);
      const { width } = next;
      const scaling = scaled(clip.frames[at] as Uint8Array, width);
      // Two pictures may be under way, and the later one ready first.
      sent = Promise.all([scaling, sent]).then(([jpeg]) => {
        if (socket.readyState === WebSocket.OPEN) socket.send(message(sequence, width, jpeg));
      });
      await sent;
    };
    const schedule = (): void => {
      clearTimeout(timer);
      if (unanswered.length >= MOST_UNANSWERED) return;
      const due = Math.max(0, sentLastAt + next.intervalMs - performance.now());
      timer = setTimeout(() => {
        sendFrame().then(schedule, reject);
      }, due);
    };
    const end = (last: Extract<ServerMessage, { type: 'end' }>, sentAt: number): void => {
      clearTimeout(timer);
      socket.close();
      const now = performance.now();
      const seenAt = moveAsked ? sentAt : lastMoveSentAt;
      resolve({
        outcome: last.outcome,
        ...(last.outcome === 'rejected' ? { reason: last.reason } : {}),
        framesSent,
        courseMs: now - startedAt,
        ...(seenAt === undefined ? {} : { decisionMs: now - seenAt }),
      });
    };

    socket.on('open', () => {
      sendFrame().then(schedule, reject);
    });
    socket.on('message', (data: Buffer) => {
      const answer = JSON.parse(data.toString()) as ServerMessage;
      const sentAt = unanswered.shift() ?? performance.now();
      if (answer.type === 'end') {
        end(answer, sentAt);
        return;
      }
      if (moveAsked && answer.move === undefined) lastMoveSentAt = sentAt;
      moveAsked = answer.move !== undefined;
      next = answer.next;
      schedule();
    });
    socket.on('close', (code, reason) => {
      clearTimeout(timer);
      reject(new Error(`The server closed the socket without an end: ${code} ${reason.toString()}`));
    });
    socket.on('error', reject);
  });
}

const HEADER_BYTES = 14;

function message(sequence: number, width: number, jpeg: Uint8Array): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32BE(sequence, 0);
  header.writeDoubleBE(Date.now(), 4);
  header.writeUInt16BE(width, 12);
  return Buffer.concat([header, jpeg]);
}

/** Pictures come again with every login: each is scaled once. */
const known = new WeakMap<Uint8Array, Map<number, Promise<Uint8Array>>>();

function scaled(jpeg: Uint8Array, width: number): Promise<Uint8Array> {
  const widths = known.get(jpeg) ?? new Map<number, Promise<Uint8Array>>();
  known.set(jpeg, widths);
  const result = widths.get(width) ?? sharp(jpeg).resize({ width }).jpeg({ quality: 85 }).toBuffer();
  widths.set(width, result);
  return result;
}
