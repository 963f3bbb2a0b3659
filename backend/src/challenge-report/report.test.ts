import { describe, expect, it } from 'vitest';
import type { ClipResult } from './judge-clip.ts';
import { challengeReport, challengeReportText } from './report.ts';
import { labelledClip } from './testing.ts';

function result(options: Partial<ClipResult> & { kind?: string } = {}): ClipResult {
  const { kind = 'genuine', ...rest } = options;
  return {
    clip: labelledClip({ kind, label: kind === 'genuine' ? 'genuine' : 'attack' }),
    asked: ['turn-left', 'blink'],
    outcome: 'accepted',
    hasPassedChallenge: true,
    enrolledFrom: 'another clip',
    frames: 30,
    coreSeconds: 0.3,
    ...rest,
  };
}

const refused = (kind: string, outcome: ClipResult['outcome'], more: Partial<ClipResult> = {}) =>
  result({ kind, outcome, hasPassedChallenge: false, ...more });

describe('the report on a set of clips', () => {
  const report = challengeReport([
    refused('print', 'flat-picture', { coreSeconds: 0.5 }),
    result(),
    result({ coreSeconds: 0.1 }),
    refused('genuine', 'timeout', { asked: ['look-up', 'blink'] }),
    refused('print', 'timeout'),
    refused('print', 'flat-picture'),
    result({ kind: 'impostor', outcome: 'not-recognised', enrolledFrom: 'nothing' }),
  ]);

  it('counts the accepted of each kind and the reasons of the others, genuine clips first', () => {
    expect(Object.keys(report.kinds)).toEqual(['genuine', 'impostor', 'print']);
    expect(report.kinds).toMatchObject({
      genuine: { clips: 3, accepted: 2, reasons: { timeout: 1 } },
      print: { clips: 3, accepted: 0, reasons: { 'flat-picture': 2, timeout: 1 } },
    });
  });

  it('tells an impostor who passed the challenge from one who did not', () => {
    expect(report.kinds['impostor']).toEqual({
      clips: 1,
      accepted: 0,
      passedChallenge: 1,
      reasons: { 'not-recognised': 1 },
    });
  });

  it('counts the genuine clips by the moves they were asked for', () => {
    expect(report.moves).toEqual({
      blink: { clips: 3, accepted: 2 },
      'look-up': { clips: 1, accepted: 0 },
      'turn-left': { clips: 2, accepted: 2 },
    });
  });

  it('gives the middle of the cost of a login, and where the faces to compare with came from', () => {
    expect(report.coreSecondsMedian).toBe(0.3);
    expect(report.enrolledFrom).toEqual({ 'another clip': 6, nothing: 1 });
  });

  it('says all of it in words', () => {
    expect(challengeReportText(report).split('\n')).toEqual(
      expect.arrayContaining([
        'genuine          2 of 3 accepted; refused: 1 × timeout',
        'impostor         0 of 1 accepted (the challenge alone: 1); refused: 1 × not-recognised',
        'print            0 of 3 accepted; refused: 2 × flat-picture, 1 × timeout',
        'blink            2 of 3 genuine clips that were asked for it',
        'Compared with 6 × another clip, 1 × nothing.',
        'A login in the middle: 30 pictures, 0.3 s of one core.',
      ]),
    );
  });
});
