import type { Tensor4D } from '@tensorflow/tfjs-core';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { pose } from '../signs/pose.ts';
import { packagedFace, preparedModels } from '../testing.ts';
import { loadHuman } from './load-human.ts';
import { tf } from './tensorflow.ts';

/** Degrees: upright, and leaning so far that every angle counts. */
const TURNS = [0, 15, -20];

describe('pose', { timeout: 60_000 }, () => {
  it('reads a mesh as Human reads it', async () => {
    const human = await loadHuman(await preparedModels());
    for (const person of ['person-a-1', 'person-a-3', 'person-b-1', 'person-c-1']) {
      for (const turn of TURNS) {
        const picture = sharp(await packagedFace(person)).rotate(turn);
        const { data, info } = await picture
          .resize(480, 480, { fit: 'cover' })
          .raw()
          .toBuffer({ resolveWithObject: true });
        const input: Tensor4D = tf.tensor4d(Float32Array.from(data), [1, info.height, info.width, 3]);
        const [face] = (await human.detect(input)).face;
        input.dispose();
        if (face?.rotation === null || face?.rotation === undefined) return expect.fail(`no face in ${person}`);

        const scale = Math.max(...face.size) / 192;
        const mesh = Float32Array.from(face.mesh.slice(0, 468).flatMap(([x, y, z = 0]) => [x, y, z * scale]));
        const read = pose(mesh);
        expect(read.yaw, `yaw of ${person} turned by ${turn}`).toBeCloseTo(face.rotation.angle.yaw, 2);
        expect(read.pitch, `pitch of ${person} turned by ${turn}`).toBeCloseTo(face.rotation.angle.pitch, 2);
        expect(read.roll, `roll of ${person} turned by ${turn}`).toBeCloseTo(face.rotation.angle.roll, 2);
      }
    }
  });
});
