import { beforeAll, describe, expect, it, vi } from 'vitest';
import { decodeCameraPicture } from '../picture/decode-camera-picture.ts';
import type { Picture } from '../picture.ts';
import { squareAround, toRegion } from '../region.ts';
import { packagedFace, preparedModels } from '../testing.ts';
import { loadDetector, type Detect } from './detector.ts';
import { findFaces, type FaceNets } from './find-faces.ts';
import { loadIrisNet } from './iris-net.ts';
import { loadMeshNet } from './mesh-net.ts';

const camera = { vector: 'none' } as const;

/** The real nets, watched: which of them is asked, and where, is what it is about here. */
describe('findFaces', { timeout: 30_000 }, () => {
  let picture: Picture;
  let real: FaceNets;
  beforeAll(async () => {
    const modelsDir = await preparedModels();
    picture = (await decodeCameraPicture(await packagedFace('person-a-1'))).picture;
    real = {
      detectCoarsely: await loadDetector(modelsDir, 'blazefaceCoarse'),
      detect: await loadDetector(modelsDir, 'blazeface'),
      fitMesh: await loadMeshNet(modelsDir),
      refineEyes: await loadIrisNet(modelsDir),
    };
  });
  const watched = (changed: Partial<FaceNets> = {}) => {
    const nets = { ...real, ...changed };
    return {
      detectCoarsely: vi.fn(nets.detectCoarsely),
      detect: vi.fn(nets.detect),
      fitMesh: vi.fn(nets.fitMesh),
      refineEyes: vi.fn(nets.refineEyes),
    };
  };
  const seesNothing: Detect = async () => [];
  const regionOf = async () => {
    const [face] = await findFaces(real, picture, camera);
    return toRegion(squareAround(face?.mesh ?? new Float32Array()), picture);
  };

  it('asks the coarse detector alone for a face that is large enough', async () => {
    const nets = watched();
    const faces = await findFaces(nets, picture, camera);

    expect(faces).toHaveLength(1);
    expect(faces[0]?.confidence).toBeGreaterThan(0.5);
    expect(nets.detect).not.toHaveBeenCalled();
    expect(nets.refineEyes).not.toHaveBeenCalled();
  });

  it('asks the fine one when the coarse one sees nothing', async () => {
    const nets = watched({ detectCoarsely: seesNothing });

    expect(await findFaces(nets, picture, camera)).toHaveLength(1);
    expect(nets.detect).toHaveBeenCalledOnce();
  });

  it('asks no detector, and fits one mesh, where a hint holds', async () => {
    const nets = watched();
    const [face] = await findFaces(nets, picture, { ...camera, region: await regionOf() });

    expect(face).toBeDefined();
    expect(face).not.toHaveProperty('confidence');
    expect(nets.detectCoarsely).not.toHaveBeenCalled();
    expect(nets.fitMesh).toHaveBeenCalledOnce();
  });

  it('asks the detector in the same picture where a hint does not hold', async () => {
    const nets = watched();
    const region = await regionOf();
    const [face] = await findFaces(nets, picture, { ...camera, region: { ...region, x: region.x + 0.2 } });

    expect(nets.detectCoarsely).toHaveBeenCalledOnce();
    expect(face?.confidence).toBeGreaterThan(0.5);
  });

  it('believes no detection in which the mesh net sees no face', async () => {
    const nets = watched({ fitMesh: async (...place) => ({ ...(await real.fitMesh(...place)), fit: 0.4 }) });

    expect(await findFaces(nets, picture, camera)).toEqual([]);
  });

  it('fits once more where the first mesh lies elsewhere than the detector said', async () => {
    const nets = watched({
      detectCoarsely: async (...search) =>
        (await real.detectCoarsely(...search)).map((face) => ({
          ...face,
          square: { ...face.square, x: face.square.x + 0.1 * face.square.size },
        })),
    });
    await findFaces(nets, picture, camera);

    expect(nets.fitMesh).toHaveBeenCalledTimes(2);
  });

  it('searches a frame of a camera once, a photo with more and more room around it', async () => {
    const nets = watched({ detectCoarsely: seesNothing, detect: seesNothing });
    const searched = () => nets.detect.mock.calls.map(([, view]) => view.size / picture.width);

    await findFaces(nets, picture, camera);
    expect(searched()).toEqual([1]);
    nets.detect.mockClear();
    await findFaces(nets, picture, { ...camera, source: 'photo' });
    expect(searched()).toEqual([1, 1.5, 2]);
  });

  it('keeps two of many faces, the most prominent ones', async () => {
    const [face] = await real.detectCoarsely(picture, { x: 159.5, y: 119.5, size: 320, roll: 0 });
    if (face === undefined) return expect.fail('no face');
    const sized = (share: number) => ({
      confidence: share,
      square: { ...face.square, size: share * face.square.size },
    });
    const nets = watched({ detectCoarsely: async () => [sized(0.9), sized(1.05), sized(0.95), sized(1)] });
    const faces = await findFaces(nets, picture, camera);

    expect(faces.map(({ confidence }) => confidence)).toEqual([1.05, 1]);
  });

  it('asks the iris net when the eyes matter, and aligns on the mesh as it was', async () => {
    const [plain] = await findFaces(real, picture, camera);
    const [refined] = await findFaces(real, picture, { ...camera, iris: true });

    expect(refined?.points).toEqual(plain?.points);
    expect(refined?.mesh).not.toEqual(plain?.mesh);
  });
});
