import { join } from 'node:path';
import { samplePlanes, squareTransform } from '../alignment/sample-planes.ts';
import { placeAt } from '../alignment/similarity-transform.ts';
import type { Picture } from '../picture.ts';
import type { Square } from '../region.ts';
import { decodeDetections, DETECTOR_SIZE, type Detection } from './decode-detections.ts';
import { loadNet } from './load-net.ts';
import { NETS } from './nets.ts';

/** A face that the detector found. */
export interface DetectedFace {
  readonly confidence: number;
  /** The face's box made square, without a margin, turned with the eyes; in pixels of the picture. */
  readonly square: Square;
}

/** Looks for faces in a square of the picture, which may reach beyond it; surest first. */
export type Detect = (picture: Picture, view: Square) => Promise<DetectedFace[]>;

/** Loses 1 photo of 2,788 of Labeled Faces in the Wild. */
const MIN_CONFIDENCE = 0.5;

/** Loads blazeface. */
export async function loadDetector(modelsDir: string): Promise<Detect> {
  const net = await loadNet(join(modelsDir, NETS.blazeface.file));
  const values = new Float32Array(3 * DETECTOR_SIZE * DETECTOR_SIZE);
  const planes = {
    values,
    offset: 0,
    size: DETECTOR_SIZE,
    gain: NETS.blazeface.input.scale,
    bias: NETS.blazeface.input.offset,
  };

  return async (picture, view) => {
    const transform = squareTransform(view, DETECTOR_SIZE);
    samplePlanes(picture, transform, planes);
    const [scores, boxes] = await net.run(values, 1);
    values.fill(0);
    if (!scores || !boxes) throw new Error('blazeface has two outputs');

    const toSquare = ({ x, y, width, height, eyes: [left, right] }: Detection): Square => {
      const [middleX, middleY] = placeAt(transform, [x - 0.5, y - 0.5]);
      return {
        x: middleX,
        y: middleY,
        size: (Math.max(width, height) * view.size) / DETECTOR_SIZE,
        roll: view.roll + Math.atan2(right[1] - left[1], right[0] - left[0]),
      };
    };
    return decodeDetections(scores, boxes, MIN_CONFIDENCE).map((detection) => ({
      confidence: detection.confidence,
      square: toSquare(detection),
    }));
  };
}
