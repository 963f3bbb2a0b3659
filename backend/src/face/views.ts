import type { AnalyseOptions } from './engine.ts';

/**
 * Sides of the squares around the middle of a picture that are searched, one after the other until one shows a face, by the picture's
 * longer side. The detector wants room around a face, and a photo may have none.
 */
export const VIEWS: Readonly<Record<NonNullable<AnalyseOptions['source']>, readonly number[]>> = {
  camera: [1],
  photo: [1, 1.5, 2],
};
