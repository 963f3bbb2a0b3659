import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FaceEngine, FaceFacts, PictureFacts, Region } from './engine.ts';
import { cosine, MODELS_DIR, packagedFace } from './testing.ts';

/** Same person above it, different people below it, with much room on both sides for the packaged faces. */
const SAME_PERSON = 0.6;

/** What every engine must do; each engine's own test calls this. */
export function faceEngineContract(name: string, start: () => Promise<FaceEngine>): void {
  describe(`${name} keeps the face engine contract`, { timeout: 30_000 }, () => {
    let engine: FaceEngine;
    beforeAll(async () => {
      engine = await start();
    }, 60_000);
    afterAll(() => engine.close());

    const look = async (jpeg: Uint8Array): Promise<PictureFacts> => engine.analyse(jpeg, { vector: 'full' });
    const only = (facts: PictureFacts): FaceFacts & { vector: Float32Array } => {
      const [face, ...others] = facts.faces;
      if (face?.vector === undefined || others.length > 0) throw new Error(`${facts.faces.length} faces`);
      return { ...face, vector: face.vector };
    };

    it('finds the same person alike in different pictures, and different people not', async () => {
      const [a1, a2, a3, b, c] = await Promise.all(
        ['person-a-1', 'person-a-2', 'person-a-3', 'person-b-1', 'person-c-1'].map(
          async (face) => only(await look(await packagedFace(face))).vector,
        ),
      );
      if (!a1 || !a2 || !a3 || !b || !c) throw new Error('a vector is missing');
      for (const [one, other] of [
        [a1, a2],
        [a1, a3],
        [a2, a3],
      ] as const)
        expect(cosine(one, other)).toBeGreaterThan(SAME_PERSON);
      for (const [one, other] of [
        [a1, b],
        [a1, c],
        [b, c],
      ] as const)
        expect(cosine(one, other)).toBeLessThan(0.4);
    });

    it('never repeats or swaps a vector when two people alternate before the same background', async () => {
      const pictures = { a: await packagedFace('person-a-1'), b: await packagedFace('person-b-1') };
      const first = { a: only(await look(pictures.a)).vector, b: only(await look(pictures.b)).vector };
      for (const person of ['a', 'b', 'a', 'a', 'b', 'b', 'a', 'b'] as const) {
        const { vector } = only(await look(pictures[person]));
        expect(cosine(vector, first[person])).toBeGreaterThan(0.9999);
        expect(cosine(vector, first[person === 'a' ? 'b' : 'a'])).toBeLessThan(0.4);
      }
    });

    it('finds a face where it is, not where the last picture of the same room had one', async () => {
      const face = await sharp(await packagedFace('person-a-1'))
        .resize(160)
        .toBuffer();
      const room = await wall(640, 480).png().toBuffer();
      const at = async (left: number) =>
        only(
          await look(
            await sharp(room)
              .composite([{ input: face, left, top: 180 }])
              .jpeg()
              .toBuffer(),
          ),
        );

      for (const left of [40, 400, 220, 40]) {
        const { box } = await at(left);
        expect(Math.abs(box.x + box.width / 2 - (left + 80))).toBeLessThan(20);
      }
    });

    it('gives each picture its own answer when many wait at once', async () => {
      const [a, b] = await Promise.all([packagedFace('person-a-1'), packagedFace('person-b-1')]);
      const order = [a, b, b, a, b, a];
      const vectors = await Promise.all(order.map(async (jpeg) => only(await look(jpeg)).vector));
      order.forEach((jpeg, index) => {
        const expected = vectors[jpeg === a ? 0 : 1];
        if (expected === undefined) throw new Error('a vector is missing');
        expect(cosine(expected, vectors[index] ?? [])).toBeGreaterThan(0.9999);
      });
    });

    it('leaves the vector out unless it is asked for', async () => {
      const facts = await engine.analyse(await packagedFace('person-a-1'), { vector: 'none' });

      expect(facts.faces).toHaveLength(1);
      expect(facts.faces[0]).not.toHaveProperty('vector');
    });

    it('leaves the bytes of the caller as they are', async () => {
      const jpeg = await packagedFace('person-a-1');
      const before = Uint8Array.from(jpeg);
      await look(jpeg);

      expect(Uint8Array.from(jpeg)).toEqual(before);
    });

    it('tells places in pixels of the picture handed in, whatever its size', async () => {
      const jpeg = await packagedFace('person-a-1');
      const small = only(await look(jpeg));
      const facts = await look(await sharp(jpeg).resize(1280, 960).jpeg({ quality: 95 }).toBuffer());
      const large = only(facts);

      expect([facts.width, facts.height]).toEqual([1280, 960]);
      expect(large.box.x / 4).toBeCloseTo(small.box.x, -1);
      expect(large.box.width / 4).toBeCloseTo(small.box.width, -1);
      expect((large.mesh[3] ?? NaN) / 4).toBeCloseTo(small.mesh[3] ?? NaN, -1);
      expect(cosine(large.vector, small.vector)).toBeGreaterThan(0.95);
    });

    it('fills in a frontal face with open eyes and a closed mouth', async () => {
      const { box, mesh, pose, confidence, eyeOpening, mouthOpening, vector } = only(
        await look(await packagedFace('person-c-1')),
      );

      expect(mesh).toHaveLength(3 * 468);
      expect(vector).toHaveLength(192);
      expect(cosine(vector, vector)).toBeCloseTo(1, 4);
      expect(confidence).toBeGreaterThan(0.5);
      expect(Math.abs(pose.yaw)).toBeLessThan(0.2);
      expect(Math.abs(pose.roll)).toBeLessThan(0.2);
      expect(eyeOpening).toBeGreaterThan(0.25);
      expect(mouthOpening).toBeLessThan(0.2);
      expect(box.x + box.width / 2).toBeGreaterThan(130);
      expect(box.x + box.width / 2).toBeLessThan(190);
      expect((mesh[3] ?? NaN) - box.x).toBeGreaterThan(0.25 * box.width);
    });

    it('reads a face turned to the other side with the opposite yaw', async () => {
      const jpeg = await packagedFace('person-a-3');
      const straight = only(await look(jpeg)).pose.yaw;
      const mirrored = only(await look(await sharp(jpeg).flop().jpeg().toBuffer())).pose.yaw;

      expect(straight).toBeLessThan(-0.1);
      expect(mirrored).toBeGreaterThan(0.1);
    });

    it('sees that a darker picture is darker and a blurred one blurred', async () => {
      const jpeg = await packagedFace('person-b-1');
      const facts = await look(jpeg);
      const dark = await look(await sharp(jpeg).modulate({ brightness: 0.4 }).jpeg().toBuffer());
      const blurred = await look(await sharp(jpeg).blur(3).jpeg().toBuffer());

      expect(dark.brightness).toBeLessThan(0.5 * facts.brightness);
      expect(only(dark).brightness).toBeLessThan(0.5 * only(facts).brightness);
      expect(only(blurred).sharpness).toBeLessThan(0.3 * only(facts).sharpness);
    });

    it('looks at a picture upright that says it is rotated', async () => {
      const jpeg = await packagedFace('person-a-1');
      const lying = await sharp(jpeg).rotate(90).withMetadata({ orientation: 8 }).jpeg({ quality: 95 }).toBuffer();
      const facts = await look(lying);

      expect([facts.width, facts.height]).toEqual([320, 240]);
      expect(cosine(only(facts).vector, only(await look(jpeg)).vector)).toBeGreaterThan(0.95);
    });

    it('reads grey pictures too', async () => {
      const grey = await sharp(await packagedFace('person-a-1'))
        .toColourspace('b-w')
        .jpeg()
        .toBuffer();

      expect((await look(grey)).faces).toHaveLength(1);
    });

    it('finds no face on an empty wall', async () => {
      const facts = await look(await wall(640, 480).jpeg().toBuffer());

      expect(facts.faces).toEqual([]);
      expect(facts.brightness).toBeGreaterThan(100);
    });

    it('finds two faces, the larger one first and with the vector', async () => {
      const [a, b] = await Promise.all([packagedFace('person-a-1'), packagedFace('person-b-1')]);
      const both = await wall(640, 480)
        .composite([
          { input: await sharp(b).resize(240).toBuffer(), left: 0, top: 100 },
          { input: await sharp(a).resize(400).toBuffer(), left: 240, top: 100 },
        ])
        .jpeg({ quality: 95 })
        .toBuffer();
      const [first, second] = (await look(both)).faces;

      expect(first?.box.x).toBeGreaterThan(240);
      expect(first?.vector && cosine(first.vector, only(await look(a)).vector)).toBeGreaterThan(0.9);
      expect(second?.box.x).toBeLessThan(240);
      expect(second).not.toHaveProperty('vector');
    });

    it.each([
      { problem: 'no bytes', code: 'picture-empty', make: async () => new Uint8Array() },
      { problem: 'a PNG', code: 'picture-not-jpeg', make: async () => wall(320, 240).png().toBuffer() },
      { problem: 'a GIF', code: 'picture-not-jpeg', make: async () => wall(320, 240).gif().toBuffer() },
      { problem: 'an animated WebP', code: 'picture-not-jpeg', make: async () => animation('webp') },
      { problem: 'a PNG of 16 bits', code: 'picture-not-jpeg', make: async () => deepPng() },
      { problem: 'words', code: 'picture-not-jpeg', make: async () => Buffer.from('not a picture at all') },
      { problem: 'one byte', code: 'picture-not-jpeg', make: async () => Uint8Array.of(0xff) },
      {
        problem: 'the first two bytes of a JPEG',
        code: 'picture-damaged',
        make: async () => Uint8Array.of(0xff, 0xd8),
      },
      {
        problem: 'a JPEG cut short',
        code: 'picture-damaged',
        make: async () => (await packagedFace('person-a-1')).subarray(0, 4000),
      },
      {
        problem: 'a JPEG in CMYK',
        code: 'picture-unsupported',
        make: async () => wall(320, 240).toColourspace('cmyk').jpeg().toBuffer(),
      },
      {
        problem: 'a JPEG of 12 bits',
        code: 'picture-unsupported',
        make: async () => withFrame(await packagedFace('person-a-1'), (frame) => frame.writeUInt8(12, 4)),
      },
      {
        problem: 'a progressive JPEG of a hundred scans',
        code: 'picture-unsupported',
        make: async () => {
          const jpeg = await wall(320, 240).jpeg({ progressive: true }).toBuffer();
          const lastScan = jpeg.subarray(jpeg.lastIndexOf(Buffer.of(0xff, 0xda)), -2);
          return Buffer.concat([jpeg.subarray(0, -2), ...Array<Buffer>(90).fill(lastScan), jpeg.subarray(-2)]);
        },
      },
      {
        problem: 'a JPEG of more than 4 megapixels',
        code: 'picture-too-many-pixels',
        make: async () => wall(2100, 2000).jpeg().toBuffer(),
      },
      {
        problem: 'a header that claims 65,000×65,000 pixels',
        code: 'picture-too-many-pixels',
        make: async () =>
          withFrame(await wall(64, 64).jpeg().toBuffer(), (frame) => {
            frame.writeUInt16BE(65_000, 5);
            frame.writeUInt16BE(65_000, 7);
          }),
      },
      {
        problem: 'more than 2 MB',
        code: 'picture-too-many-bytes',
        make: async () => Buffer.concat([await packagedFace('person-a-1'), Buffer.alloc(2 ** 21)]),
      },
    ])('refuses $problem as $code, and goes on', async ({ make, code }) => {
      await expect(look(await make())).rejects.toMatchObject({ code });

      expect((await look(await packagedFace('person-a-1'))).faces).toHaveLength(1);
    });

    it('finds the same mesh where a hint says as in the whole picture', async () => {
      for (const person of ['person-a-1', 'person-a-2', 'person-b-1', 'person-c-1']) {
        const jpeg = await packagedFace(person);
        const searched = only(await look(jpeg));
        const hinted = only(await engine.analyse(jpeg, { vector: 'full', region: searched.region }));

        expect(meanDistance(hinted.mesh, searched.mesh)).toBeLessThan(2);
        expect(largestDistance(hinted.mesh, searched.mesh)).toBeLessThan(4);
        expect(cosine(hinted.vector, searched.vector)).toBeGreaterThan(0.985);
      }
    });

    it.each([
      { place: 'beside the face', change: (region: Region) => ({ ...region, x: region.x + 0.5 * region.size }) },
      { place: 'half on the face', change: (region: Region) => ({ ...region, y: region.y - 0.3 * region.size }) },
      { place: 'in the corner', change: (region: Region) => ({ ...region, x: 0.05, y: 0.05 }) },
      { place: 'outside the picture', change: (region: Region) => ({ ...region, x: 7, y: -3 }) },
      { place: 'on a face twice as large', change: (region: Region) => ({ ...region, size: 2 * region.size }) },
      { place: 'on a head that lies', change: (region: Region) => ({ ...region, roll: 1.5 }) },
    ])('finds the face all the same when the hint points $place', async ({ change }) => {
      const jpeg = await packagedFace('person-b-1');
      const searched = only(await look(jpeg));
      const hinted = only(await engine.analyse(jpeg, { vector: 'full', region: change(searched.region) }));

      expect(meanDistance(hinted.mesh, searched.mesh)).toBeLessThan(1);
      expect(cosine(hinted.vector, searched.vector)).toBeGreaterThan(0.985);
    });

    it('finds no face where a hint says that there was one and is none', async () => {
      const { region } = only(await look(await packagedFace('person-a-1')));
      const facts = await engine.analyse(await wall(320, 240).jpeg().toBuffer(), { vector: 'full', region });

      expect(facts.faces).toEqual([]);
    });

    it('takes the hint of a picture for another one of any resolution', async () => {
      const jpeg = await packagedFace('person-a-1');
      const { region, mesh } = only(await look(jpeg));
      const large = await sharp(jpeg).resize(640, 480).jpeg({ quality: 95 }).toBuffer();
      const hinted = only(await engine.analyse(large, { vector: 'full', region }));
      const halved = hinted.mesh.map((value) => value / 2);

      expect(meanDistance(halved, mesh)).toBeLessThan(2);
    });

    it('never repeats or swaps a vector when two people alternate and each is looked for where the other one was', async () => {
      const pictures = { a: await packagedFace('person-a-1'), b: await packagedFace('person-b-1') };
      const first = { a: only(await look(pictures.a)), b: only(await look(pictures.b)) };
      let { region } = first.b;
      for (const person of ['a', 'b', 'a', 'a', 'b', 'b', 'a', 'b'] as const) {
        const face = only(await engine.analyse(pictures[person], { vector: 'full', region }));
        expect(cosine(face.vector, first[person].vector)).toBeGreaterThan(0.985);
        expect(cosine(face.vector, first[person === 'a' ? 'b' : 'a'].vector)).toBeLessThan(0.4);
        region = face.region;
      }
    });

    it('gives a quick vector that is close to the full one and of unit length', async () => {
      for (const person of ['person-a-1', 'person-b-1', 'person-c-1']) {
        const jpeg = await packagedFace(person);
        const quick = only(await engine.analyse(jpeg, { vector: 'quick' })).vector;
        const full = only(await look(jpeg)).vector;

        expect(cosine(quick, quick)).toBeCloseTo(1, 4);
        expect(cosine(quick, full)).toBeGreaterThan(0.97);
        expect(cosine(quick, full)).toBeLessThan(0.99999);
      }
    });

    it('refines the outlines of the eyes when it is asked to, and leaves the rest of the face as it is', async () => {
      const jpeg = await packagedFace('person-b-1');
      const plain = only(await look(jpeg));
      const refined = only(await engine.analyse(jpeg, { vector: 'full', iris: true }));
      const of = (mesh: Float32Array, points: readonly number[]) =>
        Float32Array.from(points.flatMap((point) => [...mesh.subarray(3 * point, 3 * point + 3)]));
      const [lids, others] = [
        [159, 145, 386, 374],
        [1, 61, 291, 152, 10, 234, 454],
      ];

      expect(meanDistance(of(refined.mesh, lids ?? []), of(plain.mesh, lids ?? []))).toBeGreaterThan(0.1);
      expect(meanDistance(of(refined.mesh, others ?? []), of(plain.mesh, others ?? []))).toBeLessThan(0.01);
      // Corners stay corners: an eye that was drawn mirrored would have them exchanged, 20 pixels apart.
      const corners = [33, 133, 362, 263];
      expect(largestDistance(of(refined.mesh, corners), of(plain.mesh, corners))).toBeLessThan(8);
      expect(refined.eyeOpening).toBeGreaterThan(0.25);
      expect(cosine(refined.vector, plain.vector)).toBeGreaterThan(0.98);
    });

    describe('with a photo file', () => {
      const open = async (file: Uint8Array): Promise<PictureFacts> =>
        engine.analyse(file, { vector: 'full', source: 'photo' });

      it.each([
        { format: 'a JPEG', make: async () => packagedFace('person-a-1') },
        { format: 'a PNG', make: async () => faceOf('person-a-1').png().toBuffer() },
        { format: 'a grey PNG', make: async () => faceOf('person-a-1').toColourspace('b-w').png().toBuffer() },
        { format: 'a PNG of 16 bits', make: async () => deepPng() },
        { format: 'a grey TIFF', make: async () => faceOf('person-a-1').toColourspace('b-w').tiff().toBuffer() },
        { format: 'a JPEG in CMYK', make: async () => faceOf('person-a-1').toColourspace('cmyk').jpeg().toBuffer() },
        { format: 'a WebP', make: async () => faceOf('person-a-1').webp().toBuffer() },
        { format: 'the first frame of an animated WebP', make: async () => animation('webp') },
        { format: 'the first frame of an animated GIF', make: async () => animation('gif') },
        { format: 'a see-through PNG', make: async () => faceOf('person-a-1').ensureAlpha(0.9).png().toBuffer() },
        {
          format: 'a JPEG of 12 megapixels',
          make: async () => faceOf('person-a-1').resize(4000, 3000).jpeg().toBuffer(),
        },
        {
          format: 'a rotated PNG that says so',
          make: async () => faceOf('person-a-1').rotate(90).withMetadata({ orientation: 8 }).png().toBuffer(),
        },
      ])('recognises the face in $format', async ({ make }) => {
        const expected = only(await look(await packagedFace('person-a-1'))).vector;
        const { vector } = only(await open(await make()));

        expect(cosine(vector, expected)).toBeGreaterThan(0.85);
      });

      it('finds a face that fills a small grey picture', async () => {
        const file = await faceOf('person-c-1')
          .extract({ left: 108, top: 62, width: 102, height: 116 })
          .resize(92, 112, { fit: 'fill' })
          .toColourspace('b-w')
          .png()
          .toBuffer();
        const facts = await open(file);

        expect([facts.width, facts.height]).toEqual([92, 112]);
        const expected = only(await look(await packagedFace('person-c-1'))).vector;
        expect(cosine(only(facts).vector, expected)).toBeGreaterThan(0.6);
      });

      it('tells places in pixels of the photo', async () => {
        const { box } = only(await look(await packagedFace('person-a-1')));
        const large = only(await open(await faceOf('person-a-1').resize(3200, 2400).png().toBuffer())).box;

        expect(large.x / 10).toBeCloseTo(box.x, -1);
        expect(large.width / 10).toBeCloseTo(box.width, -1);
      });

      it.each([
        { problem: 'no bytes', code: 'picture-empty', make: async () => new Uint8Array() },
        { problem: 'words', code: 'picture-invalid', make: async () => Buffer.from('not a picture at all') },
        {
          problem: 'a PNG cut short',
          code: 'picture-invalid',
          make: async () => (await faceOf('person-a-1').png().toBuffer()).subarray(0, 20_000),
        },
        {
          problem: 'more than 100 megapixels',
          code: 'picture-too-many-pixels',
          make: async () => wall(10_100, 10_000).png().toBuffer(),
        },
      ])('refuses $problem as $code, and goes on', async ({ make, code }) => {
        await expect(open(await make())).rejects.toMatchObject({ code });

        expect((await open(await packagedFace('person-a-1'))).faces).toHaveLength(1);
      });
    });

    it('refuses pictures once it is closed', async () => {
      const closed = await start();
      await closed.close();

      await expect(closed.analyse(await packagedFace('person-a-1'), { vector: 'none' })).rejects.toMatchObject({
        code: 'not-ready',
      });
    });
  });
}

/** A packaged face, to be made into another file. */
function faceOf(name: string): Sharp {
  return sharp(readFileSync(join(MODELS_DIR, `faces/${name}.jpg`)));
}

function distances(one: Float32Array, other: Float32Array): number[] {
  return Array.from({ length: one.length / 3 }, (_, point) =>
    Math.hypot(
      (one[3 * point] ?? NaN) - (other[3 * point] ?? NaN),
      (one[3 * point + 1] ?? NaN) - (other[3 * point + 1] ?? NaN),
    ),
  );
}

function meanDistance(one: Float32Array, other: Float32Array): number {
  return distances(one, other).reduce((sum, distance) => sum + distance) / (one.length / 3);
}

function largestDistance(one: Float32Array, other: Float32Array): number {
  return Math.max(...distances(one, other));
}

function wall(width: number, height: number): Sharp {
  return sharp({ create: { width, height, channels: 3, background: '#7a8088' } });
}

/** The JPEG with its frame header changed (SOF0: marker, length, precision, height, width, components). */
function withFrame(jpeg: Uint8Array, change: (frame: Buffer) => void): Buffer {
  const changed = Buffer.from(jpeg);
  change(changed.subarray(changed.indexOf(Buffer.from([0xff, 0xc0]))));
  return changed;
}

async function deepPng(): Promise<Buffer> {
  return sharp(await packagedFace('person-a-1'))
    .toColourspace('rgb16')
    .png()
    .toBuffer();
}

/** The face of person a, then person b in the second frame. */
async function animation(format: 'webp' | 'gif'): Promise<Buffer> {
  const frames = await Promise.all(['person-a-1', 'person-b-1'].map(packagedFace));
  return sharp(frames, { join: { animated: true } })
    .toFormat(format)
    .toBuffer();
}
