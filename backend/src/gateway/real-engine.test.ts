import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FaceEngine } from '../face/engine.ts';
import { startHumanEngine } from '../face/human/human-engine.ts';
import type { Course } from '../login/course.ts';
import { frameOf, startTestGateway, type TestGateway } from './testing.ts';

const MODELS = join(import.meta.dirname, '..', '..', 'models', 'build');

/** Fake of a course: the first face that is shown passes it. */
const firstFacePasses = (vectors: number): Course => ({
  wants: () => ({ vector: 'full' }),
  observe({ facts }) {
    const vector = facts.faces[0]?.vector;
    return vector === undefined
      ? { state: 'failed', reason: 'no-face' }
      : { state: 'passed', vectors: Array<Float32Array>(vectors).fill(vector) };
  },
  tick: () => undefined,
});

describe('the gateway with the real engine', { timeout: 60_000 }, () => {
  let engine: FaceEngine;
  let gateway: TestGateway;
  const face = (name: string) => readFile(join(MODELS, 'faces', `${name}.jpg`));

  beforeAll(async () => {
    engine = await startHumanEngine({ modelsDir: MODELS, workers: 1, queueLimit: 4 });
    gateway = await startTestGateway({
      engine,
      startLoginCourse: () => firstFacePasses(1),
      startEnrolmentCourse: () => firstFacePasses(3),
    });
    const token = (await gateway.gateway.inviteFirstAdmin())?.split('#')[1] ?? '';
    const enrolment = await gateway.startEnrolment(token);
    await gateway.consent(enrolment, { username: 'anna' });
    const client = await gateway.connect(`/api/v1/enrolments/${enrolment.id}/frames`, enrolment.nonce);
    client.socket.send(frameOf(0, await face('person-a-1')));
    await client.end();
  }, 60_000);
  afterAll(async () => {
    await gateway.stop();
    await engine.close();
  });

  it('accepts another picture of the enrolled person', async () => {
    expect((await gateway.logIn('anna', await face('person-a-3'))).end).toEqual({ type: 'end', outcome: 'accepted' });
  });

  it('refuses another person', async () => {
    const { end } = await gateway.logIn('anna', await face('person-b-1'));
    expect(end).toEqual({ type: 'end', outcome: 'rejected', reason: 'not-recognised' });
  });
});
